import { getTRPCErrorShape, TRPCError, type ProcedureType } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { consistencyHeaders } from './consistency.ts'
import type { Context } from './context.ts'
import { messages } from './messages.ts'
import { recordRefusal, refuseCall } from './refusals.ts'
import { responseHeaders } from './responseHeaders.ts'
import { appRouter } from '../router.ts'

/** The most calls in one batch. */
const maxBatchSize = 20

/**
 * Refuses a batch that is too large, before any of its calls runs. Calls without a token reach no procedure that counts
 * them for the caller's rate, so they are counted here.
 * @throws {TRPCError} NOT_FOUND for a path that cannot be decoded, logged and counted
 * @throws {TRPCError} BAD_REQUEST for a batch that is too large, logged and counted
 * @throws {TRPCError} TOO_MANY_REQUESTS if the caller exceeds its rate, logged and counted
 */
export async function assertBatchSize(ctx: Context, url: string): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const path = decodePath(pathname)
  if (path === undefined) {
    throw refuseCall(ctx, new TRPCError({ code: 'NOT_FOUND', message: messages.noSuchAddress }))
  }
  const calls = path.split(',').length
  if (calls === 1 || searchParams.get('batch') !== '1') return
  if (calls > maxBatchSize) {
    const message = messages.batchTooLarge(maxBatchSize, calls)
    throw refuseCall(ctx, new TRPCError({ code: 'BAD_REQUEST', message }))
  }
  if (ctx.authentication.ok) return
  try {
    await ctx.limitRate(ctx.caller, calls - 1)
  } catch (error) {
    throw recordRefusal(ctx, error)
  }
}

/** The path as tRPC splits it: a host's router decodes it once, and tRPC once more. Undefined if it cannot be decoded. */
function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(decodeURIComponent(path))
  } catch {
    return undefined
  }
}

/** tRPC's response body for an error that belongs to no particular call. */
export function trpcErrorBody(error: TRPCError, requestId: string) {
  const about = { type: 'unknown', path: undefined, input: undefined, ctx: undefined } as const
  const shape = getTRPCErrorShape({ config: appRouter._def._config, error, ...about })
  return { error: { ...shape, data: { ...shape.data, requestId } } }
}

/** Status and headers of tRPC's responses, for its `responseMeta`. */
export function trpcResponseMeta(
  ctx: Pick<Context, 'requestId' | 'consistency' | 'subscriptionError'>,
  errors: readonly TRPCError[],
  type: ProcedureType | 'unknown',
) {
  const { requestId, consistency, subscriptionError } = ctx
  // Other clients than tRPC's need the status. tRPC's client then gets no error code, but it retries later all the
  // same.
  const isLimited = subscriptionError?.code === 'TOO_MANY_REQUESTS'
  const isOtherMethod = errors.some(({ code }) => code === 'METHOD_NOT_SUPPORTED')
  return {
    headers: {
      ...responseHeaders(requestId, isLimited ? [subscriptionError] : errors, type),
      ...consistencyHeaders(consistency),
      ...(isOtherMethod && { allow: type === 'mutation' ? 'POST' : 'GET, HEAD' }),
    },
    ...(isLimited && { status: getHTTPStatusCodeFromError(subscriptionError) }),
  }
}
