import { isDatabaseUnavailable, isReadOnly, type Database } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import type { FastifyInstance } from 'fastify'
import type { Metrics } from './metrics.ts'

/** For whoever runs this: is it alive, may requests come, and how does it do. */
export function registerHealth(
  server: FastifyInstance,
  { db, metrics }: { db: Database; metrics: Metrics },
): void {
  let isEnding = false
  server.addHook('preClose', async () => {
    isEnding = true
  })

  server.get('/healthz', async () => ({ status: 'ok' }))

  server.get('/readyz', async (request, reply) => {
    const reason = isEnding ? 'ending' : await reasonNotReady(db)
    if (reason === undefined) return { status: 'ready' }
    request.log.warn({ reason }, 'not ready')
    return reply.code(503).header('retry-after', 1).send({ status: 'not ready', reason })
  })

  server.get('/metrics', async (_request, reply) => {
    reply.type(metrics.contentType)
    return metrics.text()
  })
}

async function reasonNotReady(db: Database): Promise<string | undefined> {
  try {
    if (!(await isMigrated(db))) return 'the database lacks migrations'
    return (await isReadOnly(db)) ? 'the database is read-only' : undefined
  } catch (error) {
    // Where nothing was ever migrated, there is nothing to ask.
    return isDatabaseUnavailable(error) ? 'the database does not answer' : 'the database lacks migrations'
  }
}
