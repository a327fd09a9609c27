import { getTRPCErrorShape, TRPCError, type ProcedureType } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import type { Context } from './context.ts'
import { messages } from './messages.ts'
import { recordRefusal, refuseCall } from './refusals.ts'
import { responseHeaders } from './responseHeaders.ts'
import { appRouter } from '../router.ts'

/** The most calls in one batch. */
const maxBatchSize = 20

/**
 * Refuses a batch that is too large, before any of its calls is looked at. Each call of a batch counts for the rate of a
 * caller without a token, whose calls reach no procedure that counts them.
 * @throws {TRPCError} BAD_REQUEST, logged and counted
 * @throws {TRPCError} TOO_MANY_REQUESTS if the caller exceeds its rate, logged and counted
 */
export async function assertBatchSize(ctx: Context, url: string): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  // tRPC splits the decoded path.
  const calls = pathname.split(/,|%2c/i).length
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

/** The body by which tRPC tells an error of no call in particular. */
export function trpcErrorBody(error: TRPCError, requestId: string) {
  const about = { type: 'unknown', path: undefined, input: undefined, ctx: undefined } as const
  const shape = getTRPCErrorShape({ config: appRouter._def._config, error, ...about })
  return { error: { ...shape, data: { ...shape.data, requestId } } }
}

/** Status and headers of tRPC's answers, for its `responseMeta`. */
export function trpcResponseMeta(
  { requestId, subscriptionError }: Pick<Context, 'requestId' | 'subscriptionError'>,
  errors: readonly TRPCError[],
  type: ProcedureType | 'unknown',
) {
  // Clients other than tRPC's go by the status. Those have no error code then, and try again later all the same.
  const isLimited = subscriptionError?.code === 'TOO_MANY_REQUESTS'
  const isOtherMethod = errors.some(({ code }) => code === 'METHOD_NOT_SUPPORTED')
  return {
    headers: {
      ...responseHeaders(requestId, isLimited ? [subscriptionError] : errors, type),
      ...(isOtherMethod && { allow: type === 'mutation' ? 'POST' : 'GET, HEAD' }),
    },
    ...(isLimited && { status: getHTTPStatusCodeFromError(subscriptionError) }),
  }
}
