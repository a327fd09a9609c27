import type { Limits, WatchHub } from '@shifts/api'
import { isDatabaseUnavailable, isReadOnly, probeTables, type Database } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { rememberForAMoment } from './rememberForAMoment.ts'

/** Who asks often costs the database no more than who asks now and then. */
const readinessMemoryMs = 1_000

/** For whoever runs this: is it alive, may requests come, and how does it do. */
export function registerHealth(server: FastifyInstance, options: HealthOptions): void {
  let isEnding = false
  server.addHook('preClose', async () => {
    isEnding = true
  })

  const readiness = rememberForAMoment(() => checkReadiness(options), readinessMemoryMs)

  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (request, reply) => {
    const { reason, error } = isEnding ? { reason: 'ending' } : await readiness()
    if (reason === undefined) return { status: 'ready' }
    options.limits.logRefusal(request.log, { outcome: 'not ready', reason, err: error })
    return reply.code(503).header('retry-after', 1).send({ status: 'not ready', reason })
  })

  server.get('/metrics', async (_request, reply) => {
    reply.type(options.metrics.contentType)
    return options.metrics.text()
  })
}

interface HealthOptions {
  db: Database
  metrics: Metrics
  limits: Limits
  hub: Pick<WatchHub, 'isListening'>
}

interface Readiness {
  /** Why the host is not ready; undefined while it is. */
  reason?: string
  error?: unknown
}

/** It is ready while what pages read can be read, at the newest migration, and changes reach those who watch. */
async function checkReadiness({ db, hub }: HealthOptions): Promise<Readiness> {
  try {
    if (!(await isMigrated(db))) return { reason: 'the database lacks migrations' }
    await probeTables(db)
    if (await isReadOnly(db)) return { reason: 'the database is read-only' }
    return (await hub.isListening()) ? {} : { reason: 'the listener is not connected to the database' }
  } catch (error) {
    const isAway = isDatabaseUnavailable(error)
    return { reason: isAway ? 'the database does not answer' : 'the database cannot be read', error }
  }
}
