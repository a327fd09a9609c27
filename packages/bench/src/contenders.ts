import { z } from 'zod'
import type { Question } from './benchmarks/questions.ts'
import { plainCopy } from './database/plainCopy.ts'
import type { Setting } from './benchmark.ts'
import { recordStatement } from './database/recordStatement.ts'
import type { Target } from './load/load.ts'
import type { HttpRequest, HttpWork } from './load/work.ts'
import { startApiHost } from './process/apiHost.ts'
import { startRedis } from './process/redis.ts'
import { startServer, type ServerProcess } from './process/serverProcess.ts'

/** As the tables name them. */
export const name = {
  rest: 'Open Shifts, REST',
  trpc: 'Open Shifts, tRPC',
  database: 'the statement alone, no HTTP',
  floor: 'node:http and pg, same statement',
  inMemory: 'load all, filter in memory',
  exceptQuery: 'one query with EXCEPT, no indexes',
  redis: 'the same, cached in Redis for an hour',
} as const

/** Servers that run for as long as a benchmark does. */
export interface Contenders {
  /** The product at an address of its own. */
  product: (path: string) => HttpTarget
  /** The usual solutions at theirs. */
  peers: (path: string) => [name: string, target: HttpTarget][]
  /** Everybody who answers the question, after it was seen that all give the same answer. */
  asked: (question: Question) => Promise<{ targets: Map<string, Target>; stop: () => Promise<void> }>
  close: () => Promise<void>
}

const peerScript = new URL('peers/server.ts', import.meta.url)
const floorScript = new URL('floor/statementServer.ts', import.meta.url)

/** The product and the usual solutions, the latter over the same rows without the product's indexes. */
export async function startContenders({ databases }: Setting, url: string): Promise<Contenders> {
  const plain = await plainCopy(databases, url)
  const redis = await startRedis()
  const peer = (APPROACH: string, more: Record<string, string> = {}) =>
    startServer(peerScript, { DATABASE_URL: plain.url, APPROACH, ...more })
  const host = await startApiHost(url)
  const peers = new Map<string, ServerProcess>([
    [name.inMemory, await peer('inMemory')],
    [name.exceptQuery, await peer('exceptQuery')],
  ])
  if (redis) peers.set(name.redis, await peer('exceptQuery', { REDIS_URL: redis.url }))
  else console.log('There is no redis-server here: the cached answer is left out.')

  const product = (path: string) => get(host, url, path, host.headers)
  const peersAt = (path: string) =>
    [...peers].map(([name, server]): [string, HttpTarget] => [name, get(server, plain.url, path)])
  return {
    product,
    peers: peersAt,
    async asked(question) {
      const answer = await read(product(question.rest))
      const { floor, statement } = await startFloor(url, question, answer)
      const servers = new Map([
        [name.rest, product(question.rest)],
        [name.trpc, product(question.trpc)],
        ...peersAt(question.peer),
        [name.floor, get(floor, url, '/')],
      ])
      for (const [name, target] of servers) {
        const essence = question.essence(unwrapped(await read(target)))
        if (JSON.stringify(essence) !== JSON.stringify(question.essence(answer)))
          throw new Error(`${name} answers with something else.`)
      }
      const { values, ...asked } = statement
      const alone: Target = { databaseUrl: url, work: { kind: 'statement', url, ...asked, values: [values] } }
      const targets = new Map<string, Target>([...servers, [name.database, alone]])
      return { targets, stop: () => floor.stop() }
    },
    async close() {
      await Promise.all([host, ...peers.values()].map((server) => server.stop()))
      await redis?.stop()
      await plain.drop()
    },
  }
}

/** The least that gives this answer to the question. */
export async function startFloor(
  url: string,
  { ask, shape }: Question,
  answer: unknown,
  env: Record<string, string> = {},
) {
  const statement = await recordStatement(url, ask)
  const { nextCursor } = z.looseObject({ nextCursor: z.string().optional() }).parse(answer)
  const floor = await startServer(floorScript, {
    DATABASE_URL: url,
    STATEMENT: JSON.stringify(statement),
    SHAPE: shape,
    ...env,
    ...(nextCursor !== undefined && { NEXT_CURSOR: nextCursor }),
  })
  return { floor, statement }
}

/** One request to a server, over and over. */
export interface HttpTarget extends Target {
  server: ServerProcess
  work: HttpWork & { requests: [HttpRequest] }
}

export async function read({ work: { origin, headers, requests } }: HttpTarget): Promise<unknown> {
  const response = await fetch(`${origin}${requests[0].path}`, { headers })
  return response.json()
}

const envelope = z.object({ result: z.object({ data: z.unknown() }) })

/** From tRPC an answer comes in an envelope. */
function unwrapped(body: unknown): unknown {
  const { data } = envelope.safeParse(body)
  return data ? data.result.data : body
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
