import type { Database, ListenOptions } from '@shifts/db'
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
export const asServed = (db: Database): Database => servedConnection(db)?.db ?? db

/** Is connected, and no change ever arrives. */
const listenToNothing = async ({ onChange }: ListenOptions) => onChange({ everything: true })

/** What the router needs, without limits, logs and counts. */
export const testServices = (db: Database): Services => ({
  db: asServed(db),
  verifyToken: createTokenVerifier(authEnv),
  limitRate: async () => {},
  limits: createLimits(),
  shedLoad: () => {},
  logger: createLogger('silent'),
  recordCall: () => {},
  watch: createWatchHub({ db: asServed(db), listen: listenToNothing, logger: createLogger('silent') }).watch,
})

/** The API over a database, to be asked over HTTP or called in process. */
export function createApi(db: Database, services: Partial<Services> = {}) {
  const allServices = { ...testServices(db), ...services }

  /** The router mounted as the web mounts it. */
  const handle = (request: Request, clientAddress?: string) =>
    handleRequest(allServices, request, { endpoint: '/api/trpc', clientAddress })

  /** Sends a request as it is, to a path below the router's. */
  async function send(path: string, init: RequestInit = {}, clientAddress?: string): Promise<TestResponse> {
    const leaving = new AbortController()
    const url = `http://localhost/api/trpc/${path}`
    const request = new Request(url, { ...init, signal: leaving.signal })
    const response = await handle(request, clientAddress)
    const { status, headers } = response
    if (!headers.get('content-type')?.startsWith('text/event-stream')) {
      return { status, headers, body: await response.json() }
    }
    const answer = { headers, ...(await beginning(response)) }
    leaving.abort()
    return answer
  }

  /** Asks a procedure as a browser would. */
  function ask(
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

  /** A stream of events does not end by itself: what it begins with, and a failure as if it had come as one. */
  async function beginning({ status, body }: Response): Promise<Pick<TestResponse, 'status' | 'body'>> {
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

  return { handle, send, ask, caller }
}

export interface ProcedureCall {
  path: string
  type?: 'query' | 'mutation' | 'subscription'
  input?: unknown
}

export type Api = ReturnType<typeof createApi>
