import { createSecretKey, type KeyObject } from 'node:crypto'
import {
  createRemoteJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  SignJWT,
  type JWTPayload,
} from 'jose'
import { isDatabaseUnavailable, isErrorNamed } from '@shifts/db'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { AuthEnv } from '../env.ts'
import { messages } from '../http/messages.ts'
import { id } from '../values.ts'
import type { FindWorker } from './findWorker.ts'
import { publicKeyAlgorithms, type IdentityProvider } from './identityProvider.ts'
import type { Principal } from './permissions.ts'
import type { RevokedSessions } from './revokedSessions.ts'
import { sessionOf, type Session } from './session.ts'

/** The token is missing, malformed, expired, signed out, or from another issuer. The message is for the caller. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('InvalidTokenError')
}

/** The key server cannot be reached, so no token can be verified. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('KeysUnavailableError')
}

const claims = z.discriminatedUnion('role', [
  z.object({
    role: z.literal('worker'),
    sub: z.string().regex(/^\d+$/).transform(Number).pipe(id),
    exp: z.number(),
  }),
  z.object({ role: z.literal('service'), sub: z.string().min(1), exp: z.number() }),
])

const absent = z.never().optional()

/** The claims of an access token. Those that only ID tokens and logout tokens have must be absent. */
const personClaims = z.object({
  sub: z.string().min(1),
  exp: z.number(),
  typ: z.literal(['Bearer', 'JWT', 'at+jwt']).optional(),
  nonce: absent,
  at_hash: absent,
  c_hash: absent,
  events: absent,
})

/** The types of an access token, in its header (RFC 9068, section 4). */
const accessTokenTypes = ['jwt', 'at+jwt', 'application/at+jwt']

/** Verifies a JWT and returns its principal. Throws InvalidTokenError or KeysUnavailableError. */
export type VerifyToken = (token: string) => Promise<Principal>

export interface TokenVerifierOptions {
  /** Tokens of sessions for which it returns true are refused. */
  isRevoked?: RevokedSessions['isRevoked']
  /** The provider whose access tokens are accepted too, and whom they stand for. */
  people?: { provider: IdentityProvider; findWorker: FindWorker } | undefined
}

/**
 * HS256 by AUTH_SECRET and, while the secret is being replaced, by AUTH_SECRET_PREVIOUS; RS256 and ES256 by the keys at
 * AUTH_JWKS_URL and of the identity provider, whichever are set. Each algorithm is tied to its own kind of key, so that a
 * public key can never serve as a shared secret.
 */
export function createTokenVerifier(
  env: AuthEnv,
  { isRevoked = async () => false, people }: TokenVerifierOptions = {},
): VerifyToken {
  const audience = env.AUTH_AUDIENCE
  const options = { issuer: env.AUTH_ISSUER, audience, requiredClaims: ['exp', 'sub'] }
  // Creating the key objects takes time, so it is done once and not for every token.
  const secrets = [env.AUTH_SECRET, env.AUTH_SECRET_PREVIOUS].flatMap((secret) =>
    secret === undefined ? [] : createSecretKey(secret, 'utf8'),
  )
  const keys = env.AUTH_JWKS_URL
    ? createRemoteJWKSet(new URL(env.AUTH_JWKS_URL), { timeoutDuration: 1_500 })
    : undefined

  async function verify(token: string): Promise<JWTPayload> {
    const isShared = decodeProtectedHeader(token).alg === 'HS256'
    if (isShared && secrets.length > 0) {
      const checks = { ...options, algorithms: ['HS256'] }
      return firstSigned(secrets, async (secret) => (await jwtVerify(token, secret, checks)).payload)
    }
    if (!isShared && keys)
      return (await jwtVerify(token, keys, { ...options, algorithms: publicKeyAlgorithms })).payload
    throw new InvalidTokenError(messages.tokenAlgorithm)
  }

  async function principalOf(token: string): Promise<{ principal: Principal; expiresAt: number }> {
    if (people && decodeJwt(token).iss === people.provider.issuer) return personOf(token, people)
    const parsed = claims.safeParse(await verify(token))
    if (!parsed.success) throw new InvalidTokenError(messages.tokenClaims)
    const { role, sub, exp } = parsed.data
    const principal: Principal =
      role === 'worker' ? { kind: 'worker', workerId: sub } : { kind: 'service', name: sub }
    return { principal, expiresAt: exp * 1_000 }
  }

  /** The worker for whom an access token of the identity provider stands. */
  async function personOf(token: string, { provider, findWorker }: NonNullable<typeof people>) {
    const { typ = 'jwt' } = decodeProtectedHeader(token)
    if (!accessTokenTypes.includes(typ.toLowerCase())) throw new InvalidTokenError(messages.tokenClaims)
    const payload = await provider.verify(token, { audience })
    const parsed = personClaims.safeParse(payload)
    if (!parsed.success) throw new InvalidTokenError(messages.tokenClaims)
    const { sub: subject, exp } = parsed.data
    const workerId = await findWorker({ issuer: provider.issuer, subject }, payload)
    if (workerId === undefined) throw new InvalidTokenError(messages.noWorkerOfPerson)
    return { principal: { kind: 'worker', workerId } as const, expiresAt: exp * 1_000 }
  }

  // Uses the wall clock, as the expiry of tokens does.
  const identities = new LRUCache<string, { principal: Principal; sessionId: string }>({
    max: 10_000,
    perf: Date,
  })

  async function identify(token: string) {
    const cached = identities.get(token)
    if (cached) return cached
    const { principal, expiresAt } = await principalOf(token).catch((error: unknown) => {
      throw toTokenError(error)
    })
    const identity = { principal, sessionId: sessionOf(token).id }
    const ttl = Math.floor(Math.min(cacheMs, expiresAt - Date.now()))
    if (ttl > 0) identities.set(token, identity, { ttl })
    return identity
  }

  return async (token) => {
    const { principal, sessionId } = await identify(token)
    if (await isRevoked(sessionId)) throw new InvalidTokenError(messages.tokenRevoked)
    return principal
  }
}

/**
 * Verifying a token costs as much as reading a page of shifts, so results are cached, but never past the token's
 * expiry.
 */
const cacheMs = 60_000

/** The first result of `verify` for a key with which the token is signed. */
async function firstSigned(
  [key, ...others]: readonly KeyObject[],
  verify: (key: KeyObject) => Promise<JWTPayload>,
): Promise<JWTPayload> {
  if (key === undefined) throw new errors.JWSSignatureVerificationFailed()
  return verify(key).catch((error: unknown) => {
    if (error instanceof errors.JWSSignatureVerificationFailed && others.length > 0)
      return firstSigned(others, verify)
    throw error
  })
}

/** InvalidTokenError if a token was refused with this error, else why it could not be verified. */
export function toTokenError(error: unknown): Error {
  if (error instanceof InvalidTokenError) return error
  if (error instanceof Error && isDatabaseUnavailable(error)) return error
  if (error instanceof errors.JWTExpired) return new InvalidTokenError(messages.tokenExpired)
  const isKeyServerError = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid
  const isTokenError =
    error instanceof errors.JOSEError && !isKeyServerError && error.code !== 'ERR_JOSE_GENERIC'
  if (isTokenError || (error instanceof TypeError && /Invalid Token|Protected Header/i.test(error.message))) {
    return new InvalidTokenError(messages.tokenInvalid)
  }
  return new KeysUnavailableError(messages.keysUnavailable, { cause: error })
}

/**
 * A signed token for `principal`. `lifetime` is a duration such as `12h`, or the time of expiry in seconds since 1970. The
 * tokens of a `session` are signed out together. Needs AUTH_SECRET.
 */
export function issueToken(
  env: AuthEnv & { AUTH_SECRET: string },
  principal: Principal,
  lifetime: string | number,
  session?: Pick<Session, 'id' | 'startedAt'>,
): Promise<string> {
  const subject = subjectOf(principal)
  return new SignJWT({
    role: principal.kind,
    ...(session && { jti: session.id, session_started_at: session.startedAt }),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuer(env.AUTH_ISSUER)
    .setAudience(env.AUTH_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(env.AUTH_SECRET))
}

function subjectOf(principal: Principal): string {
  switch (principal.kind) {
    case 'worker':
      return String(principal.workerId)
    case 'service':
      return principal.name
  }
}
