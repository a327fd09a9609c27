import { randomUUID } from 'node:crypto'
import type { Database, Servers } from '@shifts/db'
import type { TRPCError } from '@trpc/server'
import type { Principal } from '../auth/permissions.ts'
import { InvalidTokenError, type VerifyToken } from '../auth/token.ts'
import { consistencyOf, type Consistency, type ConsistencyTokens } from './consistency.ts'
import type { Logger } from './logger.ts'
import { messages } from './messages.ts'
import type { Limits } from '../limits/limits.ts'
import type { ShedLoad } from '../limits/loadShedder.ts'
import type { Caller, LimitRate } from '../limits/rateLimit.ts'
import type { WatchHub } from '../watch/hub.ts'

/** The outcome of a call, for metrics. */
export interface Call {
  /** The name of the procedure, or `unknown` if the call reached none. */
  procedure: string
  durationMs: number
  /** OK, or the error's code. */
  outcome: string
}

/** What all requests of a process share. */
export interface Services {
  servers: Servers
  verifyToken: VerifyToken
  limitRate: LimitRate
  limits: Limits
  shedLoad: ShedLoad
  logger: Logger
  recordCall: (call: Call) => void
  watch: WatchHub['watch']
}

/** What one request needs. */
export interface Context extends Omit<Services, 'shedLoad'> {
  /** For changes, and for reads that decide about them. */
  db: Database<'primary'>
  /** Runs a read on a server that has what the caller's consistency token stands for. */
  read: <T>(run: (db: Database<'replica'>) => Promise<T>) => Promise<T>
  consistency: Consistency
  requestId: string
  /** The origin at which the caller reaches this host, for addresses in outputs. Empty in process: they are then relative. */
  origin: string
  /** For whom the rate limit counts this request. */
  caller: Caller
  /** The caller's principal and token, or the error that procedures throw if they need a principal and there is none. */
  authentication: { ok: true; principal: Principal; token: string } | { ok: false; error: Error }
  /** Why the subscription was refused. tRPC reports it only in the event stream, and the HTTP status needs it too. */
  subscriptionError?: TRPCError
}

/** Headers of any implementation. */
export type ReadableHeaders = Pick<Headers, 'get'>

/** The request's `x-request-id` if it is well-formed, else a new id. */
export function requestIdOf(headers: ReadableHeaders): string {
  const given = headers.get('x-request-id')
  return given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID()
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerToken(headers: ReadableHeaders): string | undefined {
  return headers.get('authorization')?.match(/^Bearer +(\S+)$/i)?.[1]
}

/** What the connection and the headers of a request say about its sender. */
export interface RequestOrigin {
  requestId: string
  token: string | undefined
  consistencyTokens?: ConsistencyTokens
  /** The network address of the client, where the host knows it. */
  clientAddress?: string | undefined
  /** The origin at which the client reaches the host, such as https://app.example. */
  origin?: string | undefined
}

export async function createContext(
  { shedLoad: _shedLoad, ...services }: Services,
  { requestId, token, consistencyTokens = {}, clientAddress = 'unknown', origin = '' }: RequestOrigin,
): Promise<Context> {
  const consistency = consistencyOf(consistencyTokens)
  const authentication = await authenticate(services.verifyToken, token)
  return {
    ...services,
    db: services.servers.primary,
    read: (run) => services.servers.read(run, consistency.read),
    consistency,
    logger: services.logger.child({ requestId }),
    requestId,
    origin,
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
    return { ok: true, principal: await verifyToken(token), token }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error : new Error(String(error)) }
  }
}
