import { z } from 'zod'
import type { Setting } from './benchmark.ts'
import type { Question } from './benchmarks/questions.ts'
import { name } from './contenderNames.ts'
import { recordStatement } from './database/recordStatement.ts'
import { get, read, type HttpTarget } from './load/httpTarget.ts'
import type { Target } from './load/load.ts'
import { startPeers, type Peers } from './peers/startPeers.ts'
import { startApiHost } from './process/apiHost.ts'
import { startServer } from './process/serverProcess.ts'

/** Servers that run for as long as a benchmark does. */
export interface Contenders {
  /** The product at an address of its own. */
  product: (path: string) => HttpTarget
  /** The usual solutions, asked the same. */
  peers: Peers['asked']
  /** Everybody who answers the question, after it was seen that all give the same answer. */
  asked: (question: Question) => Promise<{ targets: Map<string, Target>; stop: () => Promise<void> }>
  close: () => Promise<void>
}

const floorScript = new URL('floor/statementServer.ts', import.meta.url)

/** The product, the usual solutions, and the least that could answer. */
export async function startContenders(setting: Setting, url: string): Promise<Contenders> {
  const peers = await startPeers(setting, url)
  const host = await startApiHost(url)
  const product = (path: string) => get(host, url, path, host.headers)
  return {
    product,
    peers: peers.asked,
    async asked(question) {
      const answer = await read(product(question.rest))
      const { floor, statement } = await startFloor(url, question, answer)
      const servers = new Map([
        [name.rest, product(question.rest)],
        [name.trpc, product(question.trpc)],
        ...peers.asked(question),
        [name.floor, get(floor, url, '/')],
      ])
      for (const [contender, target] of servers) {
        const told = (body: unknown) => {
          const essence = question.essence(answerOf.parse(body))
          return JSON.stringify(contender === name.graphql ? knownToGraphql.parse(essence) : essence)
        }
        if (told(await read(target)) !== told(answer))
          throw new Error(`${contender} answers with something else.`)
      }
      const { values, ...asked } = statement
      const alone: Target = { databaseUrl: url, work: { kind: 'statement', url, ...asked, values: [values] } }
      return {
        targets: new Map<string, Target>([...servers, [name.database, alone]]),
        stop: () => floor.stop(),
      }
    },
    async close() {
      await host.stop()
      await peers.stop()
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

const trpcAnswer = z
  .object({ result: z.object({ data: z.unknown() }) })
  .transform(({ result }) => result.data)
const instant = z.coerce.date().transform((date) => `${date.toISOString().slice(0, 19)}Z`)
const graphqlShift = z.looseObject({ startsAt: instant, endsAt: instant })
const graphqlAnswer = z
  .object({ data: z.object({ eligibleShifts: z.object({ nodes: graphqlShift.array() }) }) })
  .transform(({ data }) => ({ shifts: data.eligibleShifts.nodes }))
const answerOf = z.union([trpcAnswer, graphqlAnswer, z.unknown()])

/** All but whether it overlaps, which a generic API cannot tell. */
const knownToGraphql = z.array(
  z.object({
    id: z.unknown(),
    startsAt: z.unknown(),
    endsAt: z.unknown(),
    profession: z.unknown(),
    facility: z.unknown(),
  }),
)
