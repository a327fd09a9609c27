import type { Limits } from '@shifts/api'
import { isDatabaseUnavailable, isReadOnly, probeTables, type Database } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { rememberForAMoment } from './rememberForAMoment.ts'

/** Who asks often costs the database no more than who asks now and then. */
const readinessMemoryMs = 1_000

/** For whoever runs this: is it alive, may requests come, and how does it do. */
export function registerHealth(
  server: FastifyInstance,
  { db, metrics, limits }: { db: Database; metrics: Metrics; limits: Limits },
): void {
  let isEnding = false
  server.addHook('preClose', async () => {
    isEnding = true
  })

  const readiness = rememberForAMoment(() => checkReadiness(db), readinessMemoryMs)

  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (request, reply) => {
    const { reason, error } = isEnding ? { reason: 'ending' } : await readiness()
    if (reason === undefined) return { status: 'ready' }
    limits.logRefusal(request.log, { outcome: 'not ready', reason, err: error })
    return reply.code(503).header('retry-after', 1).send({ status: 'not ready', reason })
  })

  server.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType)
    return metrics.text()
  })
}

interface Readiness {
  /** Why the host is not ready; undefined while it is. */
  reason?: string
  error?: unknown
}

/** It is ready while what pages read can be read, at the newest migration. */
async function checkReadiness(db: Database): Promise<Readiness> {
  try {
    if (!(await isMigrated(db))) return { reason: 'the database lacks migrations' }
    await probeTables(db)
    return (await isReadOnly(db)) ? { reason: 'the database is read-only' } : {}
  } catch (error) {
    const isAway = isDatabaseUnavailable(error)
    return { reason: isAway ? 'the database does not answer' : 'the database cannot be read', error }
  }
}
