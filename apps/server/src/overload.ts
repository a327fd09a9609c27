import underPressure from '@fastify/under-pressure'
import { OverloadedError } from '@shifts/api'
import type { DatabaseConnection } from '@shifts/db'
import type { FastifyInstance } from 'fastify'

/** So many queries before it would take a new one longer than callers are kept waiting. */
const maxWaitingQueries = 100

export interface LoadLimits {
  database: DatabaseConnection
  /** A request that would wait longer than this for its turn is refused; with 0 none is. */
  maxEventLoopDelayMs?: number
}

/** Refuses what comes while there is too much to do, rather than to let it queue: 503, and when to come back. */
export async function shedLoad(
  server: FastifyInstance,
  { database, maxEventLoopDelayMs = 500 }: LoadLimits,
): Promise<void> {
  await server.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: () => {
      throw new OverloadedError('The event loop is late.')
    },
  })
  server.addHook('onRequest', async () => {
    if (database.poolUse().waiting > maxWaitingQueries) throw new OverloadedError('Queries queue up.')
  })
}
