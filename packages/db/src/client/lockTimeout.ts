import { sql } from 'drizzle-orm'
import type { Database, Queryable } from './connect.ts'
import { waitForLocks } from './lockWaits.ts'

/**
 * Runs `run` in a transaction that waits for no lock longer than a claim does, so that rows which somebody keeps locked do
 * not occupy the pool's connections.
 * @throws {LockWaitsExhaustedError} if too many calls are waiting for locks
 */
export const withLockTimeout = <T>(db: Database, run: (transaction: Queryable) => Promise<T>): Promise<T> =>
  waitForLocks(db.$client, (timeoutMs) =>
    db.transaction(async (transaction) => {
      await transaction.execute(sql`select set_config('lock_timeout', ${`${timeoutMs}ms`}, true)`)
      return run(transaction)
    }),
  )
