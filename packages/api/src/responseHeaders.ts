import type { TRPCError } from '@trpc/server'
import { publicError } from './errors.ts'

/** The headers that every answer of the router bears: who asked what is nobody else's to keep, and nothing is stale. */
export function responseHeaders(requestId: string, errors: readonly TRPCError[]): Record<string, string> {
  const waits = errors.flatMap((error) => publicError(error).retryAfterSeconds ?? [])
  return {
    'x-request-id': requestId,
    'cache-control': 'no-store',
    ...(waits.length > 0 && { 'retry-after': String(Math.max(...waits)) }),
  }
}
