import 'server-only'
import { subscribe } from 'node:diagnostics_channel'
import { Server, type IncomingMessage, type ServerResponse } from 'node:http'

/** Answers a request, or passes it on to Next, as it is or replaced. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (request: IncomingMessage) => void,
) => Promise<void>

/** Requests that take longer to arrive than this are answered with 408, incomplete headers included. */
const requestTimeoutMs = 15_000

/**
 * Puts a handler before Next in the HTTP server of this process. Next makes that server itself, and reads all of a
 * request's body into memory before it answers, whatever the application's code says. Node publishes the server with
 * each request, just before it emits the request: at the first one the handler takes the place of Next's.
 */
export function handleFirst(handler: Handler): void {
  const seen = new WeakSet<Server>()
  subscribe('http.server.request.start', (message) => {
    const server = serverOf(message)
    if (!server || seen.has(server)) return
    seen.add(server)
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
