import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTokenVerifier, InvalidTokenError, issueToken } from './token.ts'

const env = { AUTH_SECRET: 'a-secret-for-tests-of-32-letters', AUTH_ISSUER: 'us', AUTH_AUDIENCE: 'us' }

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-12-01T00:00:00Z') }))
afterEach(() => void vi.useRealTimers())

test.each(['3s', '10m'])(
  'a token that is valid for %s is accepted until then, and no longer',
  async (lifetime) => {
    const seconds = { '3s': 3, '10m': 600 }[lifetime] ?? 0
    const verify = createTokenVerifier(env)
    const token = await issueToken(env, { kind: 'worker', workerId: 7 }, lifetime)
    expect(await verify(token)).toEqual({ kind: 'worker', workerId: 7 })
    vi.advanceTimersByTime(seconds * 1_000 - 1)
    expect(await verify(token)).toEqual({ kind: 'worker', workerId: 7 })
    vi.advanceTimersByTime(2)
    await expect(verify(token)).rejects.toThrow(InvalidTokenError)
  },
)

test('a token that the replaced secret has signed is accepted while that is configured, and signed anew with the new one', async () => {
  const before = await issueToken(env, { kind: 'worker', workerId: 7 }, '1h')
  const replaced = { ...env, AUTH_SECRET: 'y'.repeat(32) }
  const during = { ...replaced, AUTH_SECRET_PREVIOUS: env.AUTH_SECRET }
  expect(await createTokenVerifier(during)(before)).toEqual({ kind: 'worker', workerId: 7 })
  const renewed = await issueToken(during, { kind: 'worker', workerId: 7 }, '1h')
  expect(await createTokenVerifier(replaced)(renewed)).toEqual({ kind: 'worker', workerId: 7 })
  await expect(createTokenVerifier(replaced)(before)).rejects.toThrow(InvalidTokenError)
  const foreign = await issueToken(
    { ...env, AUTH_SECRET: 'z'.repeat(32) },
    { kind: 'worker', workerId: 7 },
    '1h',
  )
  await expect(createTokenVerifier(during)(foreign)).rejects.toThrow(InvalidTokenError)
})

test('a verifier with another secret does not share the cache', async () => {
  const token = await issueToken(env, { kind: 'service', name: 'scheduler' }, '1h')
  await createTokenVerifier(env)(token)
  const other = createTokenVerifier({ ...env, AUTH_SECRET: 'x'.repeat(32) })
  await expect(other(token)).rejects.toThrow(InvalidTokenError)
})
