import type { SQL } from 'drizzle-orm'
import type { QueryResultRow } from 'pg'
import type { Database } from './connect.ts'
import { runLocked } from './runLocked.ts'
import { waitForLocks } from './lockWaits.ts'
import { prepareStatement, withFreshPlan, type Parameter, type Values } from './prepare.ts'

/**
 * A prepared query that runs after `lock`, in one transaction with it, and sees everything that was committed until then.
 * `lock` must not wait longer for a lock than its parameter `timeoutMs` says.
 * @throws {LockWaitsExhaustedError} if too many claims and releases are waiting for locks
 */
export function prepareLocked<Params extends Values<Params>, Row extends QueryResultRow>(
  name: string,
  lock: (param: Parameter<Params & LockTimeout>) => SQL,
  query: (param: Parameter<Params>) => SQL,
) {
  const lockStatement = prepareStatement<Params & LockTimeout>(`lock_for_${name}`, lock)
  const statement = prepareStatement<Params>(name, query)
  return ({ $client: pool }: Database<'primary'>, values: Params): Promise<Row[]> =>
    waitForLocks(pool, (timeoutMs) =>
      withFreshPlan(pool, (isNamed) =>
        runLocked<Row>(pool, lockStatement({ ...values, timeoutMs }, isNamed), statement(values, isNamed)),
      ),
    )
}

interface LockTimeout {
  timeoutMs: number
}
