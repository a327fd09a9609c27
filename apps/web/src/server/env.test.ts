import { EnvironmentError } from '@shifts/db'
import { afterEach, expect, test, vi } from 'vitest'
import { readWebEnv } from './env.ts'

afterEach(() => void vi.unstubAllEnvs())

const minimum = {
  DATABASE_URL: 'postgresql://database.example/shifts',
  AUTH_SECRET: 'a-secret-for-tests-of-32-letters',
}
const withProvider = {
  ...minimum,
  OIDC_ISSUER: 'https://login.example',
  OIDC_CLIENT_ID: 'open-shifts-web',
  OIDC_CLIENT_SECRET: 'secret',
  PUBLIC_URL: 'https://app.example',
}

function read(variables: Record<string, string>) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  return readWebEnv()
}

test('has no identity provider by default', () => {
  expect(read(minimum)).toMatchObject({ oidc: undefined, DEMO_SIGN_IN: false })
})

test('reads the identity provider', () => {
  expect(read(withProvider).oidc).toEqual({
    issuer: 'https://login.example',
    clientId: 'open-shifts-web',
    clientSecret: 'secret',
    publicUrl: new URL('https://app.example'),
  })
})

test.each([
  ['OIDC_CLIENT_ID', { OIDC_CLIENT_ID: '' }],
  ['OIDC_CLIENT_SECRET', { OIDC_CLIENT_SECRET: '' }],
  ['PUBLIC_URL', { PUBLIC_URL: '' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'http://login.example' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'login.example' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'HTTP://login.example' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'https://user:password@login.example' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: 'https://login.example/?tenant=1' }],
  ['OIDC_ISSUER', { OIDC_ISSUER: '' }],
  ['AUTH_AUDIENCE', { AUTH_AUDIENCE: 'open-shifts-web' }],
  ['AUTH_ISSUER', { AUTH_ISSUER: 'https://login.example' }],
  ['SUPPORT_EMAIL', { SUPPORT_EMAIL: 'nobody' }],
  ['DEMO_SIGN_IN', { DEMO_SIGN_IN: 'true', NODE_ENV: 'production' }],
])('refuses a provider with a wrong %s: %j', (name, change) => {
  const attempt = () => read({ ...withProvider, ...change })
  expect(attempt).toThrow(EnvironmentError)
  expect(attempt).toThrow(`  ${name}: `)
})

test('allows the demonstration beside a provider in development, and in production if it is said twice', () => {
  const demo = { ...withProvider, DEMO_SIGN_IN: 'true' }
  expect(read({ ...demo, NODE_ENV: 'development' }).DEMO_SIGN_IN).toBe(true)
  expect(read({ ...demo, NODE_ENV: 'production', DEMO_SIGN_IN_BESIDE_OIDC: 'true' }).DEMO_SIGN_IN).toBe(true)
  expect(read({ ...minimum, DEMO_SIGN_IN: 'true', NODE_ENV: 'production' }).DEMO_SIGN_IN).toBe(true)
})

test('allows a provider without TLS on this machine', () => {
  expect(read({ ...withProvider, OIDC_ISSUER: 'http://127.0.0.1:9000' }).oidc?.issuer).toBe(
    'http://127.0.0.1:9000',
  )
})
