import { randomUUID } from 'node:crypto'
import type { Database } from '@shifts/db'
import type { TRPCError } from '@trpc/server'
import type { Principal } from '../auth/permissions.ts'
import { InvalidTokenError, type VerifyToken } from '../auth/token.ts'
import type { Logger } from './logger.ts'
import { messages } from './messages.ts'
import type { Limits } from '../limits/limits.ts'
import type { ShedLoad } from '../limits/loadShedder.ts'
import type { Caller, LimitRate } from '../limits/rateLimit.ts'
import type { WatchHub } from '../watch/hub.ts'

/** How a call went. */
export interface Call {
  /** Its procedure's name, or `unknown` where it reached none. */
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
  limits: Limits
  shedLoad: ShedLoad
  logger: Logger
  recordCall: (call: Call) => void
  watch: WatchHub['watch']
}

/** What lives as long as a request. */
export interface Context extends Omit<Services, 'verifyToken' | 'shedLoad'> {
  requestId: string
  /** Whom the rate limit counts this request for. */
  caller: Caller
  /**
   * Who is asking, or why that cannot be said: only procedures that need to know fail by it. `verifyAgain` throws as
   * verifyToken does, once the token has expired or its session was signed out.
   */
  authentication:
    { ok: true; principal: Principal; verifyAgain: () => Promise<unknown> } | { ok: false; error: Error }
  /** Why the subscription was refused. tRPC itself tells it only in the stream of events. */
  subscriptionError?: TRPCError
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

/** What is known of a request before anything but its headers is read. */
export interface RequestOrigin {
  requestId: string
  token: string | undefined
  /** The network address of the client, where the host knows it. */
  clientAddress?: string | undefined
}

export async function createContext(
  { verifyToken, shedLoad: _shedLoad, logger, ...services }: Services,
  { requestId, token, clientAddress = 'unknown' }: RequestOrigin,
): Promise<Context> {
  const authentication = await authenticate(verifyToken, token)
  return {
    ...services,
    logger: logger.child({ requestId }),
    requestId,
    caller: authentication.ok ? authentication.principal : { kind: 'address', address: clientAddress },
    authentication,
  }
}

async function authenticate(
  verifyToken: VerifyToken,
  token: string | undefined,
): Promise<Context['authentication']> {
  if (!token) return { ok: false, error: new InvalidTokenError(messages.noToken) }
  try {
    return { ok: true, principal: await verifyToken(token), verifyAgain: () => verifyToken(token) }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
  }
}
