import type { ProcedureType, TRPCError } from '@trpc/server'
import { publicError } from './errors.ts'

/** The headers that every answer of the router bears: who asked what is nobody else's to keep, and nothing is stale. */
export function responseHeaders(
  requestId: string,
  errors: readonly TRPCError[],
  type?: ProcedureType | 'unknown',
): Record<string, string> {
  const waits = errors.flatMap((error) => publicError(error).retryAfterSeconds ?? [])
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store',
    ...(type === 'subscription' && {
      // Whoever compressed events on the way would hold them back.
      'cache-control': 'no-store, no-transform',
      // Nothing else is asked on its connection, so that a host that ends need not wait for that.
      connection: 'close',
    }),
    ...(waits.length > 0 && { 'retry-after': String(Math.max(...waits)) }),
  }
}
