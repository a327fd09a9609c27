import { sql, type SQL } from 'drizzle-orm'
import type { QueryResultRow } from 'pg'
import type { Database } from './connect.ts'
import { runLocked } from './runLocked.ts'
import { waitForLocks } from './lockWaits.ts'
import { prepareStatement, withFreshPlan } from './prepare.ts'

/** How long `lock` may wait for each of its locks. */
export const timeoutMs = sql.placeholder('timeoutMs')

/**
 * A prepared query that runs after `lock`, in one transaction with it, and sees all that was committed until then.
 * @throws {LockWaitsExhaustedError} if too many wait for locks already
 */
export function prepareLocked<Row extends QueryResultRow>(name: string, lock: SQL, query: SQL) {
  const lockStatement = prepareStatement(`lock_for_${name}`, lock)
  const statement = prepareStatement(name, query)
  return ({ $client: pool }: Database, values: Record<string, unknown>): Promise<Row[]> =>
    waitForLocks(pool, (timeoutMs) =>
      withFreshPlan(pool, (isNamed) =>
        runLocked<Row>(pool, lockStatement({ ...values, timeoutMs }, isNamed), statement(values, isNamed)),
      ),
    )
}
