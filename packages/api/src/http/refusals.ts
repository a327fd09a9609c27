import type { TRPCError } from '@trpc/server'
import { describePrincipal } from '../auth/permissions.ts'
import type { Context } from './context.ts'
import { loggedReason, publicError, toTRPCError } from './errors.ts'

const observed = new WeakSet<Error>()

/** Marks an error as logged and counted. */
export function markObserved<E extends Error>(error: E): E {
  observed.add(error)
  return error
}

/** Whether an error is logged and counted already, as those of procedures are. */
export const wasObserved = (error: Error): boolean => observed.has(error)

/** Logs and counts an error of a request that reached no procedure. Returns the error that the caller receives. */
export function recordRefusal(
  { caller, recordCall, logger, limits }: Pick<Context, 'caller' | 'recordCall' | 'logger' | 'limits'>,
  thrown: unknown,
): TRPCError {
  const error = toTRPCError(thrown)
  const outcome = publicError(error).code
  const who =
    caller.kind === 'address' ? { clientAddress: caller.address } : { principal: describePrincipal(caller) }
  recordCall({ procedure: 'unknown', outcome, durationMs: 0 })
  if (outcome === 'INTERNAL_SERVER_ERROR')
    logger.error({ ...who, outcome, err: error.cause ?? error }, 'unhandled error')
  else limits.logRefusal(logger, { ...who, outcome, reason: loggedReason(error) })
  return markObserved(error)
}

/** The codes of errors that tRPC itself creates. Errors within a stream that has begun have other codes. */
const codesOfTrpc = new Set<TRPCError['code']>([
  'BAD_REQUEST',
  'PARSE_ERROR',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
])

/** For tRPC's `onError`: logs a request that reached no procedure, and counts it for the caller's rate. Also logs internal errors. */
export function onTrpcError(ctx: Context, error: TRPCError): void {
  if (wasObserved(error)) return
  if (codesOfTrpc.has(error.code) || error.code === 'INTERNAL_SERVER_ERROR') refuseCall(ctx, error)
}

/** Like `recordRefusal`, and counts the request for the caller's rate. */
export function refuseCall(ctx: Context, error: TRPCError): TRPCError {
  // Requests without a token were counted already. If this one exceeds the rate, the next request is refused.
  if (ctx.authentication.ok) ctx.limitRate(ctx.caller).catch(() => {})
  return recordRefusal(ctx, error)
}
