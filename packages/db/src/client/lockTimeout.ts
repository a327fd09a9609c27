import { drizzle } from 'drizzle-orm/node-postgres'
import * as schema from '../schema.ts'
import type { Database, Queryable } from './connect.ts'
import { waitForLocks } from './lockWaits.ts'

/**
 * Runs `run` in a transaction that waits for no lock longer than a claim does, so that rows which somebody keeps locked do
 * not occupy the pool's connections.
 * @throws {LockWaitsExhaustedError} if too many calls are waiting for locks
 */
export const withLockTimeout = <T>(
  db: Database<'primary'>,
  run: (transaction: Queryable<'primary'>) => Promise<T>,
): Promise<T> =>
  waitForLocks(db.$client, async (timeoutMs) => {
    // Not drizzle's transaction, which keeps the connection for ever if it cannot begin.
    const client = await db.$client.connect()
    try {
      await client.query(`begin; set local lock_timeout = ${timeoutMs}`)
      const result = await run(drizzle(client, { schema }))
      await client.query('commit')
      client.release()
      return result
    } catch (error) {
      // Closing the connection ends its transaction.
      client.release(error instanceof Error ? error : true)
      throw error
    }
  })
