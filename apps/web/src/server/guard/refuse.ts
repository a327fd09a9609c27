import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { publicError, requestIdOf, responseHeaders, trpcErrorBody } from '@shifts/api'
import type { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'

/** So long the rest of a refused body is thrown away: a connection that is closed at once can lose the answer. */
const lingerMs = 1_000

const protectiveHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
}

/** Answers a request with an error, in tRPC's form where tRPC is, else as text. Returns what is of interest for the log. */
export function refuse(request: IncomingMessage, response: ServerResponse, error: TRPCError) {
  const get = (name: string) => [request.headers[name]].flat()[0] ?? null
  const requestId = requestIdOf({ get })
  const status = getHTTPStatusCodeFromError(error)
  const isTrpc = request.url?.startsWith('/api/trpc')
  const body = isTrpc ? JSON.stringify(trpcErrorBody(error, requestId)) : publicError(error).message
  response.writeHead(status, {
    ...responseHeaders(requestId, [error]),
    ...protectiveHeaders,
    'content-type': isTrpc ? 'application/json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
  if (!request.complete) {
    request.resume()
    setTimeout(() => request.complete || request.socket.destroy(), lingerMs).unref()
  }
  return { requestId, status }
}
