import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { Server, type IncomingMessage, type ServerResponse } from 'node:http'

/** Responds to a request, or calls `next` with it or a copy of it. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (request: IncomingMessage) => void,
) => Promise<void>

/** Node responds with 408 to requests whose headers and body take longer to arrive. */
const requestTimeoutMs = 15_000

/**
 * Runs a handler before Next's in the HTTP server of this process. Next creates that server itself and reads the complete
 * body of a request into memory before it calls any code of the application. Node publishes the server on a diagnostics
 * channel just before it emits a request; on the first request the handler is put before Next's.
 */
export function handleFirst(handler: Handler): void {
  const wrapped = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const server = serverOf(message)
    if (!server || wrapped.has(server)) return
    wrapped.add(server)
    server.requestTimeout = requestTimeoutMs
    server.headersTimeout = requestTimeoutMs
    const listeners = server.listeners('request')
    server.removeAllListeners('request')
    server.on('request', (request, response) => {
      void handler(request, response, (passed) => {
        for (const listener of listeners) listener.call(server, passed, response)
      })
    })
  })
}

function serverOf(message: unknown): Server | undefined {
  if (typeof message !== 'object' || message === null || !('server' in message)) return undefined
  return message.server instanceof Server ? message.server : undefined
}
