import { SignJWT, type JWTPayload } from 'jose'
import { issueToken } from '../src/index.ts'

export const authEnv = {
  AUTH_SECRET: 'a-secret-for-tests-of-32-letters',
  AUTH_ISSUER: 'open-shifts',
  AUTH_AUDIENCE: 'open-shifts',
}

export const workerToken = (workerId: number) => issueToken(authEnv, { kind: 'worker', workerId }, '1h')
export const serviceToken = await issueToken(authEnv, { kind: 'service', name: 'tests' }, '1h')

export const distantPast = 1_000_000_000
export const distantFuture = 4_000_000_000

/** The claims of a valid token of a worker, for tests to change. */
export const validClaims = (workerId: number) => ({
  role: 'worker',
  sub: String(workerId),
  iss: authEnv.AUTH_ISSUER,
  aud: authEnv.AUTH_AUDIENCE,
  exp: distantFuture,
})

type Key = Parameters<SignJWT['sign']>[0]
const secret = new TextEncoder().encode(authEnv.AUTH_SECRET)

/** Signs claims, with HS256 and the shared secret by default. */
export const sign = (
  claims: JWTPayload,
  key: Key = secret,
  header: { alg: string; kid?: string } = { alg: 'HS256' },
) => new SignJWT(claims).setProtectedHeader(header).sign(key)
