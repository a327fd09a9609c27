import { eq, sql } from 'drizzle-orm'
import { assertWorkerExists } from '../client/assertExists.ts'
import type { Database, Queryable } from '../client/connect.ts'
import { withLockTimeout } from '../client/lockTimeout.ts'
import { NotFoundError } from '../errors.ts'
import { savedFilter, worker } from '../schema.ts'
import { assertFilterExists, type ShiftFilter } from '../shifts/filter.ts'

/**
 * The filter that the worker has saved as its default, not validated. Undefined if there is none.
 * @throws {NotFoundError} for an unknown worker
 */
export async function getDefaultFilter(db: Queryable<'replica'>, workerId: number): Promise<unknown> {
  const [saved] = await db
    .select({ filter: savedFilter.filter })
    .from(savedFilter)
    .where(eq(savedFilter.workerId, workerId))
  if (!saved) await assertWorkerExists(db, workerId)
  return saved?.filter
}

/**
 * Saves the filter as the worker's default, in place of an earlier one.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 */
export async function setDefaultFilter(
  db: Database<'primary'>,
  { workerId, filter }: { workerId: number; filter: ShiftFilter },
): Promise<void> {
  await assertFilterExists(db, filter)
  const { rowCount } = await withLockTimeout(db, (transaction) =>
    transaction.execute(sql`
      insert into ${savedFilter} (worker_id, filter)
      select ${worker.id}, ${JSON.stringify(filter)}::jsonb from ${worker} where ${worker.id} = ${workerId}::int
      -- Waits for a deletion of the worker, which would otherwise violate the foreign key.
      for key share
      on conflict (worker_id) do update set filter = excluded.filter`),
  )
  if (rowCount === 0) throw new NotFoundError('worker', [workerId])
}
