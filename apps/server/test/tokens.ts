import { issueToken } from '@shifts/api'
import { SignJWT, type JWTPayload } from 'jose'

export const authEnv = {
  AUTH_SECRET: 'a-secret-for-tests-of-32-letters',
  AUTH_ISSUER: 'open-shifts',
  AUTH_AUDIENCE: 'open-shifts',
}

export const workerToken = (workerId: number) => issueToken(authEnv, { kind: 'worker', workerId }, '1h')
export const tokenOfService = (name: string) => issueToken(authEnv, { kind: 'service', name }, '1h')
export const serviceToken = await tokenOfService('tests')

const distantFuture = 4_000_000_000
export const distantPast = 1_000_000_000

/** The claims of a valid token of a worker, for tests to change. */
export const validClaims = (workerId: number) => ({
  role: 'worker',
  sub: String(workerId),
  iss: authEnv.AUTH_ISSUER,
  aud: authEnv.AUTH_AUDIENCE,
  exp: distantFuture,
})

/** Signs claims, with the shared secret unless another is given. */
export const sign = (claims: JWTPayload, secret = authEnv.AUTH_SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret))
