import type { Setting } from '../benchmark.ts'
import type { MeasuredRequest } from '../benchmarks/requests.ts'
import { name } from '../candidateNames.ts'
import { plainCopy } from '../database/plainCopy.ts'
import { execute } from '../database/query.ts'
import { get, post, type HttpTarget } from '../load/httpTarget.ts'
import { startPostgraphile } from '../process/postgraphile.ts'
import { startRedis } from '../process/redis.ts'
import { startServer } from '../process/serverProcess.ts'
import { eligibleShiftsFunction } from './graphql.ts'

/** A request to the alternatives: a path, and a GraphQL query if there is one. */
export type AlternativeRequest = Pick<MeasuredRequest, 'alternative' | 'graphql'>

export interface Alternatives {
  targetsFor: (request: AlternativeRequest) => [name: string, target: HttpTarget][]
  stop: () => Promise<void>
}

const script = new URL('server.ts', import.meta.url)

/** Starts the alternatives on a copy of the database at `url` without the product's indexes. */
export async function startAlternatives({ databases, isQuick }: Setting, url: string): Promise<Alternatives> {
  const plain = await plainCopy(databases, url)
  await execute(plain.url, eligibleShiftsFunction)
  const redis = await startRedis()
  if (!redis) console.log('redis-server is not installed: the cached alternative is left out.')
  const graphql = isQuick ? undefined : await startPostgraphile(plain.url)
  if (!isQuick && !graphql) console.log('npm cannot install PostGraphile: it is left out.')

  const start = (APPROACH: string, more: Record<string, string> = {}) =>
    startServer(script, { DATABASE_URL: plain.url, APPROACH, ...more })
  const servers = new Map([
    [name.inMemory, await start('inMemory')],
    [name.exceptQuery, await start('exceptQuery')],
    ...(redis ? [[name.redis, await start('exceptQuery', { REDIS_URL: redis.url })] as const] : []),
  ])
  return {
    targetsFor({ alternative, graphql: query }) {
      const targets = [...servers].map(([name, server]): [string, HttpTarget] => [
        name,
        get(server, plain.url, alternative),
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
