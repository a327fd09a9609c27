import type { ProcedureType, TRPCError } from '@trpc/server'
import { publicError } from './errors.ts'

/**
 * The headers of every response of the router. Responses are private and change at any time, so no cache may store
 * them.
 */
export function responseHeaders(
  requestId: string,
  errors: readonly TRPCError[],
  type?: ProcedureType | 'unknown',
): Record<string, string> {
  const retryAfterSeconds = errors.flatMap((error) => publicError(error).retryAfterSeconds ?? [])
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store',
    ...(type === 'subscription' && {
      // A proxy that compresses the stream would delay events.
      'cache-control': 'no-store, no-transform',
      // Without further requests on its connection, a host that shuts down does not wait for them.
      connection: 'close',
    }),
    ...(retryAfterSeconds.length > 0 && { 'retry-after': String(Math.max(...retryAfterSeconds)) }),
  }
}
