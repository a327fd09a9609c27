import type { Limits, WatchHub } from '@shifts/api'
import { isDatabaseUnavailable, isReadOnly, probeTables, type Database, type Replicas } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'
import { cacheBriefly } from './cacheBriefly.ts'

/** The result is cached for this long, so that frequent probes do not load the database. */
const readinessCacheMs = 1_000

/** Liveness, readiness and metrics, for operators. */
export function registerHealth(server: FastifyInstance, options: HealthOptions): void {
  let isShuttingDown = false
  server.addHook('preClose', async () => {
    isShuttingDown = true
  })

  const readiness = cacheBriefly(() => checkReadiness(options), readinessCacheMs)

  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (request, reply) => {
    const { reason, error } = isShuttingDown ? { reason: 'shutting down' } : await readiness()
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
  db: Database<'primary'>
  replicas: Replicas | undefined
  metrics: Metrics
  limits: Limits
  hub: Pick<WatchHub, 'isListening' | 'problem'>
}

interface Readiness {
  /** Why the host is not ready; undefined while it is. */
  reason?: string
  error?: unknown
}

/**
 * The host is ready while its database is migrated, readable and writable, and changes arrive for live updates. While the primary is
 * away or read-only and a replica is used, it is ready too, because it can serve reads; it responds to changes with 503.
 */
async function checkReadiness({ db, replicas, hub }: HealthOptions): Promise<Readiness> {
  const servesReads = replicas?.current() !== undefined
  try {
    if (!(await isMigrated(db))) return { reason: 'the database lacks migrations' }
    await probeTables(db)
    if (await isReadOnly(db)) return servesReads ? {} : { reason: 'the database is read-only' }
    if (await hub.isListening()) return {}
    return { reason: hub.problem() ?? 'the listener is not connected to the database' }
  } catch (error) {
    if (!isDatabaseUnavailable(error)) return { reason: 'the database cannot be read', error }
    return servesReads ? {} : { reason: 'the database does not answer', error }
  }
}
