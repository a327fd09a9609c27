import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { messages, requestIdOf, serveFeed, toTRPCError, wasObserved, type FeedServices } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { clientAddressOf } from './clientAddress.ts'
import type { Handler } from './guard/handleFirst.ts'
import { firstValue } from './guard/headers.ts'
import { refuse } from './guard/refuse.ts'
import { originOf } from './origin.ts'

/**
 * Serves the calendar feeds before Next, which would write their addresses, with the secrets in them, to traces. The
 * forwarding headers of a request must be trustworthy.
 */
export function serveFeeds(services: FeedServices): Handler {
  return async (request, response, next) => {
    if (!isFeedPath(request.url ?? '')) return next(request)
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.setHeader('allow', 'GET, HEAD')
        throw new TRPCError({
          code: 'METHOD_NOT_SUPPORTED',
          message: messages.noSuchMethod(request.method ?? ''),
        })
      }
      await respond(services, request, response)
    } catch (thrown) {
      const error = toTRPCError(thrown)
      const { requestId } = refuse(request, response, error)
      if (error.code === 'INTERNAL_SERVER_ERROR' && !wasObserved(error))
        services.logger.error({ requestId, err: error.cause ?? error }, 'unhandled error')
    }
  }
}

/** Whether Next must not see the path, also where it is written in another way or by mistake. */
function isFeedPath(url: string): boolean {
  const [path = ''] = url.split('?', 1)
  // Each escape by itself, because a path with a malformed one cannot be decoded as a whole.
  const decoded = path.replaceAll(/%[0-7][\da-f]/gi, (escaped) => decodeURIComponent(escaped))
  return /^\/+feeds\//i.test(decoded.replaceAll('\\', '/'))
}

async function respond(services: FeedServices, request: IncomingMessage, response: ServerResponse) {
  const headers = { get: (name: string) => firstValue(request.headers[name]) ?? null }
  const {
    status,
    headers: feedHeaders,
    body,
  } = await serveFeed(services, {
    path: request.url ?? '',
    requestId: requestIdOf(headers),
    clientAddress: clientAddressOf(headers),
    ifNoneMatch: headers.get('if-none-match') ?? undefined,
    webOrigin: originOf(headers),
  })
  response.writeHead(status, {
    ...feedHeaders,
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
    'x-content-type-options': 'nosniff',
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
