import { onlyServer, type Database, type ListenOptions, type OnlyServer, type Servers } from '@shifts/db'
import { servedConnection } from '@shifts/testing'
import { z } from 'zod'
import {
  createCaller,
  createContext,
  createLimits,
  createLogger,
  createTokenVerifier,
  createWatchHub,
  handleRequest,
  type Services,
} from '../src/index.ts'
import { authEnv } from './tokens.ts'

export interface TestResponse {
  status: number
  headers: Headers
  body: unknown
}

/** The database as hosts connect to it. */
export const asServed = (db: Database<OnlyServer>): Servers => {
  const unused = { poolUse: () => ({ total: 0, idle: 0, waiting: 0 }), close: async () => {} }
  return onlyServer(servedConnection(db) ?? { db, ...unused })
}

/** Reports a connection, and never a change. */
const listenToNothing = async ({ onChange }: ListenOptions) => onChange({ everything: true })

/** The services of the router, without limits, logs and metrics. */
export const testServices = (db: Database<OnlyServer>): Services => ({
  servers: asServed(db),
  verifyToken: createTokenVerifier(authEnv),
  limitRate: async () => {},
  limits: createLimits(),
  shedLoad: () => {},
  logger: createLogger('silent'),
  recordCall: () => {},
  watch: createWatchHub({ read: asServed(db).read, listen: listenToNothing, logger: createLogger('silent') })
    .watch,
})

/** The API on a database, to be called over HTTP or in process. */
export function createApi(db: Database<OnlyServer>, services: Partial<Services> = {}) {
  const allServices = { ...testServices(db), ...services }

  /** The router mounted as the web mounts it. */
  const handle = (request: Request, clientAddress?: string) =>
    handleRequest(allServices, request, { endpoint: '/api/trpc', clientAddress })

  /** Sends a request to a path below the router's. */
  async function send(path: string, init: RequestInit = {}, clientAddress?: string): Promise<TestResponse> {
    const disconnect = new AbortController()
    const url = `http://localhost/api/trpc/${path}`
    const request = new Request(url, { ...init, signal: disconnect.signal })
    const response = await handle(request, clientAddress)
    const { status, headers } = response
    if (!headers.get('content-type')?.startsWith('text/event-stream')) {
      return { status, headers, body: await response.json() }
    }
    const firstEvent = await readFirstEvent(response)
    disconnect.abort()
    return { headers, ...firstEvent }
  }

  /** Calls a procedure over HTTP, as a browser does. */
  function callProcedure(
    { path, type = 'query', input }: ProcedureCall,
    token?: string,
    headers?: Record<string, string>,
    clientAddress?: string,
  ) {
    const json = JSON.stringify(input)
    const authorized = { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) }
    if (type === 'mutation') {
      const body = { body: json, headers: { ...authorized, 'content-type': 'application/json' } }
      return send(path, { method: 'POST', ...body }, clientAddress)
    }
    const query = json === undefined ? '' : `?input=${encodeURIComponent(json)}`
    return send(`${path}${query}`, { headers: authorized }, clientAddress)
  }

  /**
   * Event streams do not end, so only the first event is read. An error event becomes a response with the error's status.
   */
  async function readFirstEvent({ status, body }: Response): Promise<Pick<TestResponse, 'status' | 'body'>> {
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!/^event: (?!connected).*\n(.*\n)*\n|^id: .*\n(.*\n)*\n/m.test(text)) {
      const { value, done } = (await reader?.read()) ?? { done: true }
      if (done) break
      text += value
    }
    const failure = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1]
    if (failure === undefined) return { status, body: text }
    const error = z.looseObject({ data: z.looseObject({ httpStatus: z.int() }) }).parse(JSON.parse(failure))
    return { status: error.data.httpStatus, body: { error } }
  }

  /** Calls procedures in process. */
  async function caller(token: string | undefined) {
    return createCaller(await createContext(allServices, { requestId: 'in-process', token }))
  }

  return { handle, send, callProcedure, caller }
}

export interface ProcedureCall {
  path: string
  type?: 'query' | 'mutation' | 'subscription'
  input?: unknown
}

export type Api = ReturnType<typeof createApi>
