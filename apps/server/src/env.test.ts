import { changeFeedOf, EnvironmentError } from '@shifts/db'
import { afterEach, expect, test, vi } from 'vitest'
import { readServerEnv } from './env.ts'

const good = { DATABASE_URL: 'postgresql://user@localhost/shifts', AUTH_SECRET: 'x'.repeat(32) }

function readWith(change: Record<string, string | undefined>) {
  for (const [name, value] of Object.entries({ ...good, ...change })) vi.stubEnv(name, value)
  return readServerEnv()
}

afterEach(() => vi.unstubAllEnvs())

test('variables that are not set have safe defaults', () => {
  const rest = { HOST: undefined, API_PORT: undefined, CORS_ORIGINS: undefined, LOG_LEVEL: undefined }
  expect(readWith(rest)).toMatchObject({
    HOST: '127.0.0.1',
    API_PORT: 4000,
    CORS_ORIGINS: [],
    RATE_LIMIT_PER_MINUTE: 1_000,
    LOG_LEVEL: 'info',
  })
})

test('reads a list of origins, and writes them as browsers do', () => {
  expect(readWith({ CORS_ORIGINS: 'https://App.example/, http://localhost:3000' })).toMatchObject({
    CORS_ORIGINS: ['https://app.example', 'http://localhost:3000'],
  })
})

test('reads replicas in the order of preference, which need the feed of the write-ahead log', () => {
  const env = readWith({})
  expect(env.DATABASE_REPLICA_URLS).toEqual([])
  expect(changeFeedOf(env)).toBe('notify')
  const DATABASE_REPLICA_URLS =
    'postgresql://user@near/shifts, postgresql://user@far:6432/shifts?pgbouncer=true'
  expect(readWith({ DATABASE_REPLICA_URLS })).toMatchObject({
    DATABASE_REPLICA_URLS: [
      'postgresql://user@near/shifts',
      'postgresql://user@far:6432/shifts?pgbouncer=true',
    ],
  })
  expect(changeFeedOf(readWith({ DATABASE_REPLICA_URLS }))).toBe('wal')
  expect(() => readWith({ DATABASE_REPLICA_URLS, CHANGE_FEED: 'notify' })).toThrow(
    'DATABASE_REPLICA_URLS: requires CHANGE_FEED=wal',
  )
  expect(() => readWith({ DATABASE_REPLICA_URLS: 'near', CHANGE_FEED: 'wal' })).toThrow(
    'DATABASE_REPLICA_URLS',
  )
})

test.each([
  ['DATABASE_URL', undefined],
  ['DATABASE_URL', 'mysql://localhost/shifts'],
  ['API_PORT', 'http'],
  ['API_PORT', '65536'],
  ['API_PORT', '-1'],
  ['AUTH_SECRET', 'short'],
  ['AUTH_JWKS_URL', 'keys'],
  ['CORS_ORIGINS', '*'],
  ['CORS_ORIGINS', 'app.example'],
  ['CORS_ORIGINS', 'https://app.example,ftp://app.example'],
  ['RATE_LIMIT_PER_MINUTE', '0'],
  ['RATE_LIMIT_PER_MINUTE', 'many'],
  ['LOG_LEVEL', 'loud'],
  ['CHANGE_FEED', 'poll'],
])('names %s in the error if it is %s', (name, value) => {
  expect(() => readWith({ [name]: value })).toThrow(EnvironmentError)
  expect(() => readWith({ [name]: value })).toThrow(`${name}`)
})
