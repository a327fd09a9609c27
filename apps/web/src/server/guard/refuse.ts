import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { publicError, requestIdOf, responseHeaders, trpcErrorBody } from '@shifts/api'
import type { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { firstValue } from './headers.ts'

/** How long the rest of a refused body is read and discarded: closing the connection at once can lose the response. */
const lingerMs = 1_000

const protectiveHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
}

/** Responds with an error: as a tRPC error below /api/trpc, else as text. Returns what the log needs. */
export function refuse(request: IncomingMessage, response: ServerResponse, error: TRPCError) {
  const requestId = requestIdOf({ get: (name) => firstValue(request.headers[name]) ?? null })
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
    const timer = setTimeout(() => {
      if (!request.complete) request.socket.destroy()
    }, lingerMs)
    timer.unref()
  }
  return { requestId, status }
}
