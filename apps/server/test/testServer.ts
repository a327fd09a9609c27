import { createLogger, createTokenVerifier } from '@shifts/api'
import { connect, listenForNotifications, onlyServer, type DatabaseConnection } from '@shifts/db'
import { servedConnection } from '@shifts/testing'
import { afterAll } from 'vitest'
import { createServer, type ServerOptions } from '../src/server.ts'
import { beginningOf, isEventStream } from './events.ts'
import type { TestResponse } from './testResponse.ts'
import { everyCall, isMutation, routeOf, watchCall, type ProcedureCall } from './calls.ts'
import { authEnv } from './tokens.ts'

/** How many exports may run at once. */
export const streamConnections = 4

/** Starts the API host on a database, with the role of hosts. It has no limits and no logs unless `options` set them. */
export async function startTestServer(
  database: DatabaseConnection & { url: string; directUrl?: string },
  options: Partial<ServerOptions> = {},
  { port = 0 } = {},
) {
  const streams = connect(database.url, { connections: streamConnections })
  const server = await createServer({
    servers: onlyServer({ ...database, ...servedConnection(database.db) }),
    streams: onlyServer(streams),
    listen: (listening) => listenForNotifications(database.directUrl ?? database.url, listening),
    verifyToken: createTokenVerifier(authEnv),
    limitRate: async () => {},
    logger: createLogger('silent'),
    corsOrigins: [],
    // A busy machine must not make a test fail.
    maxEventLoopDelayMs: 0,
    ...options,
  })
  const url = await server.listen({ host: '127.0.0.1', port })

  /** Sends a request. For an event stream, returns its first event as the response. */
  async function send(path: string, init: RequestInit = {}): Promise<TestResponse> {
    const response = await fetch(url + path, init)
    if (isEventStream(response.headers)) return beginningOf(response)
    const text = await response.text()
    const isJson = text !== '' && /\bjson\b/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  return {
    url,
    send,
    /** Calls a procedure in tRPC's own protocol. */
    callTrpc(call: ProcedureCall, token?: string): Promise<TestResponse> {
      const [path, init] = trpcRequest(call)
      return send(path, withToken(init, token))
    },
    /** Calls a procedure by its REST route. */
    callRest(call: ProcedureCall, token?: string): Promise<TestResponse> {
      const [path, init] = restRequest(call)
      return send(path, withToken(init, token))
    },
    async close() {
      await server.close()
      await streams.close()
    },
  }
}

export type TestServer = Awaited<ReturnType<typeof startTestServer>>

/** Starts the API host for the tests of a file or of a `describe`, and closes it after them. */
export async function useTestServer(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const server = await startTestServer(...args)
  afterAll(() => server.close())
  return server
}

/**
 * The protocols with the calls they have, for tables of tests. Only REST has exports, and only tRPC's own protocol has
 * watches.
 */
export const protocols = [
  {
    protocol: 'tRPC',
    method: 'callTrpc',
    calls: (workerId: number, shiftId?: number) => [
      ...everyCall(workerId, shiftId).filter(({ procedure }) => !routeOf(procedure).line),
      watchCall(workerId),
    ],
  },
  { protocol: 'REST', method: 'callRest', calls: everyCall },
] as const

type HttpRequest = [path: string, init: { method: string; body?: string; headers?: Record<string, string> }]

/** The request that calls a procedure in tRPC's own protocol. */
export function trpcRequest({ procedure, input }: ProcedureCall): HttpRequest {
  const json = JSON.stringify(input)
  if (isMutation(procedure)) return [`/trpc/${procedure}`, { method: 'POST', ...jsonBody(json) }]
  return [`/trpc/${procedure}?input=${encodeURIComponent(json)}`, { method: 'GET' }]
}

/**
 * The request that calls a procedure by its REST route. Input that is not in the path goes into the query, or the body of a
 * POST or PUT.
 */
export function restRequest({ procedure, input }: ProcedureCall): HttpRequest {
  const { method, path } = routeOf(procedure)
  const rest = new Map(Object.entries(input))
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
    const value = rest.get(key)
    rest.delete(key)
    return encodeURIComponent(asText(value))
  })
  if (method === 'POST' || method === 'PUT')
    return [filled, { method, ...jsonBody(JSON.stringify(Object.fromEntries(rest))) }]
  const query = new URLSearchParams()
  for (const [key, value] of rest) {
    const items: unknown[] = Array.isArray(value) ? value : [value]
    for (const item of items) if (item !== undefined) query.append(key, asText(item))
  }
  return [query.size > 0 ? `${filled}?${query.toString()}` : filled, { method }]
}

/** The text of a value in a query. An object is written as the values of its fields, with commas between. */
const asText = (value: unknown): string => {
  if (typeof value === 'string') return value
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? Object.values(value).map(asText).join() : JSON.stringify(value)
}

const jsonBody = (body: string) => ({ body, headers: { 'content-type': 'application/json' } })

const withToken = (init: HttpRequest[1], token: string | undefined): RequestInit =>
  token === undefined ? init : { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }
