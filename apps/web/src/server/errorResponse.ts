import 'server-only'
import { publicError, responseHeaders, toTRPCError, wasObserved } from '@shifts/api'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { getServices } from './services.ts'

/** The response to a request that failed with `thrown`, as text. Logs faults of ours. */
export function errorResponse(thrown: unknown, requestId: string): Response {
  const error = toTRPCError(thrown)
  if (error.code === 'INTERNAL_SERVER_ERROR' && !wasObserved(error))
    getServices().logger.error({ requestId, err: error.cause ?? error }, 'unhandled error')
  return new Response(publicError(error).message, {
    status: getHTTPStatusCodeFromError(error),
    headers: { ...responseHeaders(requestId, [error]), 'content-type': 'text/plain; charset=utf-8' },
  })
}
