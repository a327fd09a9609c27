import { inArray, sql } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { mayWorkAt } from '../eligibility.ts'
import { facility } from '../schema.ts'

/** Which of these workers may work at which of these facilities. */
export function listWhereWorkersMayWork(
  db: Queryable,
  { workerIds, facilityIds }: { workerIds: readonly number[]; facilityIds: readonly number[] },
): Promise<{ workerId: number; facilityId: number }[]> {
  const asked = sql`unnest(${sql.param(workerIds)}::int[]) asked (worker_id)`
  return db
    .select({ workerId: sql<number>`asked.worker_id`, facilityId: facility.id })
    .from(facility)
    .innerJoin(asked, mayWorkAt(sql`asked.worker_id`))
    .where(inArray(facility.id, [...facilityIds]))
}
