import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestIdOf, serveFeed, type Services } from '@shifts/api'
import { getTRPCErrorFromUnknown } from '@trpc/server'
import type { Handler } from './guard/handleFirst.ts'
import { firstValue } from './guard/headers.ts'
import { refuse } from './guard/refuse.ts'
import { originOf } from './origin.ts'

/**
 * Serves the calendar feeds before Next, which would write their addresses, with the secrets in them, to traces. The
 * forwarding headers of a request must be trustworthy.
 */
export function serveFeeds(services: Services): Handler {
  return async (request, response, next) => {
    if (!request.url?.startsWith('/feeds/')) return next(request)
    try {
      await respond(services, request, response)
    } catch (thrown) {
      const error = getTRPCErrorFromUnknown(thrown)
      const { requestId } = refuse(request, response, error)
      if (error.code === 'INTERNAL_SERVER_ERROR')
        services.logger.error({ requestId, err: error.cause ?? error }, 'unhandled error')
    }
  }
}

async function respond(services: Services, request: IncomingMessage, response: ServerResponse) {
  const header = (name: string) => firstValue(request.headers[name])
  const { status, headers, body } = await serveFeed(services, {
    path: request.url ?? '',
    requestId: requestIdOf({ get: (name) => header(name) ?? null }),
    clientAddress: header('x-forwarded-for') ?? 'unknown',
    ifNoneMatch: header('if-none-match'),
    webOrigin: originOf({ get: (name) => header(name) ?? null }),
  })
  response.writeHead(status, {
    ...headers,
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
