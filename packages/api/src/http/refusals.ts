import { getTRPCErrorFromUnknown, type TRPCError } from '@trpc/server'
import { describePrincipal } from '../auth/permissions.ts'
import type { Context } from './context.ts'
import { loggedReason, publicError, toTRPCError } from './errors.ts'

const observed = new WeakSet<Error>()

/** Notes that an error is logged and counted. */
export function markObserved<E extends Error>(error: E): E {
  observed.add(error)
  return error
}

/** Whether an error is logged and counted already, as those of procedures are. */
export const wasObserved = (error: Error): boolean => observed.has(error)

/** Logs and counts what was refused before it reached a procedure, and returns it as the caller is told. */
export function recordRefusal(
  { caller, recordCall, logger, limits }: Pick<Context, 'caller' | 'recordCall' | 'logger' | 'limits'>,
  thrown: unknown,
): TRPCError {
  const error = toTRPCError(getTRPCErrorFromUnknown(thrown))
  const outcome = publicError(error).code
  const who =
    caller.kind === 'address' ? { clientAddress: caller.address } : { principal: describePrincipal(caller) }
  recordCall({ procedure: 'unknown', outcome, durationMs: 0 })
  limits.logRefusal(logger, { ...who, outcome, reason: loggedReason(error) })
  return markObserved(error)
}

/** What tRPC refuses by itself. What fails in a stream that has begun is none of these. */
const codesOfTrpc = new Set<TRPCError['code']>([
  'BAD_REQUEST',
  'PARSE_ERROR',
  'NOT_FOUND',
  'METHOD_NOT_SUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
])

/** For tRPC's `onError`: what reaches no procedure is logged, and counts as a call of the caller's. */
export function onTrpcError(ctx: Context, error: TRPCError): void {
  if (!wasObserved(error) && codesOfTrpc.has(error.code)) refuseCall(ctx, error)
}

/** As `recordRefusal`, for what counts as a call of the caller's. */
export function refuseCall(ctx: Context, error: TRPCError): TRPCError {
  // Without a token it has been counted already. Once a caller has exceeded its rate, its next request is refused.
  if (ctx.authentication.ok) ctx.limitRate(ctx.caller).catch(() => {})
  return recordRefusal(ctx, error)
}
