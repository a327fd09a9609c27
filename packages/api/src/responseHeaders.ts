import type { TRPCError } from '@trpc/server'
import { retryAfterSeconds, toTRPCError } from './errors.ts'

/** The headers that every answer of the router bears: who asked what is nobody else's to keep, and nothing is stale. */
export function responseHeaders(requestId: string, errors: readonly TRPCError[]): Headers {
  const headers = new Headers({ 'x-request-id': requestId, 'cache-control': 'no-store' })
  if (errors.some((error) => toTRPCError(error).code === 'SERVICE_UNAVAILABLE')) {
    headers.set('retry-after', String(retryAfterSeconds))
  }
  return headers
}
