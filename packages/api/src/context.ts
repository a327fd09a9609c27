import { randomUUID } from 'node:crypto'
import type { Database } from '@shifts/db'
import type { Principal } from './auth/principal.ts'
import { InvalidTokenError, type VerifyToken } from './auth/token.ts'
import type { Logger } from './logger.ts'
import type { LimitRate } from './rateLimit.ts'
import type { WatchHub } from './watch/hub.ts'

/** How a call of a procedure went. */
export interface Call {
  procedure: string
  durationMs: number
  /** OK, or the error's code. */
  outcome: string
}

/** What lives as long as the process. */
export interface Services {
  db: Database
  verifyToken: VerifyToken
  limitRate: LimitRate
  logger: Logger
  recordCall: (call: Call) => void
  watch: WatchHub['watch']
}

/** What lives as long as a request. */
export interface Context extends Omit<Services, 'verifyToken'> {
  requestId: string
  /** Who is asking, or why that cannot be said: only procedures that need to know fail by it. */
  authentication: { ok: true; principal: Principal } | { ok: false; error: Error }
}

/** Headers, whatever keeps them. */
export type ReadableHeaders = Pick<Headers, 'get'>

/** The request's own id if it bears a sane one, else a new one. */
export function requestIdOf(headers: ReadableHeaders): string {
  const given = headers.get('x-request-id')
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(headers: ReadableHeaders): string | undefined {
  return headers.get('authorization')?.match(/^Bearer +(\S+)$/i)?.[1]
}

export async function createContext(
  { verifyToken, logger, ...services }: Services,
  request: { requestId: string; token: string | undefined },
): Promise<Context> {
  return {
    ...services,
    logger: logger.child({ requestId: request.requestId }),
    requestId: request.requestId,
    authentication: await authenticate(verifyToken, request.token),
  }
}

async function authenticate(
  verifyToken: VerifyToken,
  token: string | undefined,
): Promise<Context['authentication']> {
  if (!token) return { ok: false, error: new InvalidTokenError('Sign in, or send a bearer token.') }
  try {
    return { ok: true, principal: await verifyToken(token) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
  }
}
