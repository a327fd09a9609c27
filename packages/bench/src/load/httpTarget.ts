import type { ServerProcess } from '../process/serverProcess.ts'
import type { Target } from './load.ts'
import type { HttpRequest, HttpWork } from './work.ts'

/** One request to a server, sent repeatedly. */
export interface HttpTarget extends Target {
  server: ServerProcess
  work: HttpWork & { requests: [HttpRequest] }
}

export const get = (
  server: ServerProcess,
  databaseUrl: string,
  path: string,
  headers: Record<string, string> = {},
): HttpTarget => ({
  server,
  databaseUrl,
  work: { kind: 'http', origin: server.origin, headers, requests: [{ method: 'GET', path }] },
})

export const post = (server: ServerProcess, databaseUrl: string, path: string, json: string): HttpTarget => ({
  server,
  databaseUrl,
  work: {
    kind: 'http',
    origin: server.origin,
    headers: { 'content-type': 'application/json' },
    requests: [{ method: 'POST', path, body: json }],
  },
})

/** Requests it once and returns the body. */
export async function read({ work: { origin, headers, requests } }: HttpTarget): Promise<unknown> {
  const [{ path, method, body = null }] = requests
  const response = await fetch(`${origin}${path}`, { method, headers, body })
  return response.json()
}
