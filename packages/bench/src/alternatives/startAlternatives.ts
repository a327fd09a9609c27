import type { Setting } from '../benchmark.ts'
import type { Question } from '../benchmarks/questions.ts'
import { name } from '../contenderNames.ts'
import { plainCopy } from '../database/plainCopy.ts'
import { execute } from '../database/query.ts'
import { get, post, type HttpTarget } from '../load/httpTarget.ts'
import { startPostgraphile } from '../process/postgraphile.ts'
import { startRedis } from '../process/redis.ts'
import { startServer } from '../process/serverProcess.ts'
import { eligibleShiftsFunction } from './graphql.ts'

/** How the usual solutions are asked: by a path, and by a body where GraphQL can tell it. */
export type PeerQuestion = Pick<Question, 'peer' | 'graphql'>

export interface Peers {
  asked: (question: PeerQuestion) => [name: string, target: HttpTarget][]
  stop: () => Promise<void>
}

const script = new URL('server.ts', import.meta.url)

/** The usual solutions, over the rows of the database at `url` without the product's indexes. */
export async function startPeers({ databases, isQuick }: Setting, url: string): Promise<Peers> {
  const plain = await plainCopy(databases, url)
  await execute(plain.url, eligibleShiftsFunction)
  const redis = await startRedis()
  if (!redis) console.log('There is no redis-server here: the cached answer is left out.')
  const graphql = isQuick ? undefined : await startPostgraphile(plain.url)
  if (!isQuick && !graphql) console.log('npm brings no PostGraphile here: it is left out.')

  const start = (APPROACH: string, more: Record<string, string> = {}) =>
    startServer(script, { DATABASE_URL: plain.url, APPROACH, ...more })
  const servers = new Map([
    [name.inMemory, await start('inMemory')],
    [name.exceptQuery, await start('exceptQuery')],
    ...(redis ? [[name.redis, await start('exceptQuery', { REDIS_URL: redis.url })] as const] : []),
  ])
  return {
    asked({ peer, graphql: query }) {
      const targets = [...servers].map(([name, server]): [string, HttpTarget] => [
        name,
        get(server, plain.url, peer),
      ])
      if (graphql && query !== undefined)
        targets.push([name.graphql, post(graphql, plain.url, '/graphql', query)])
      return targets
    },
    async stop() {
      for (const server of servers.values()) await server.stop()
      await graphql?.stop()
      await redis?.stop()
      await plain.drop()
    },
  }
}
