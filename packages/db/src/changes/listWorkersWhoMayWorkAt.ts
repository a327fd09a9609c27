import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { mayWorkAt } from '../eligibility/rule.ts'
import { facility } from '../schema.ts'

/** The ids of those workers who may work at one or more of these facilities. */
export async function listWorkersWhoMayWorkAt(
  db: Queryable<'replica'>,
  { workerIds, facilityIds }: { workerIds: readonly number[]; facilityIds: readonly number[] },
): Promise<number[]> {
  // `limit 1` keeps PostgreSQL from turning this into a join, which would read a worker's documents once per facility.
  const { rows } = await db.execute<{ worker_id: number }>(sql`
    select candidate.worker_id
    from unnest(${sql.param(workerIds)}::int[]) candidate (worker_id)
    where (
      select true from ${facility}
      where ${facility.id} = any(${sql.param(facilityIds)}::int[]) and ${mayWorkAt(sql`candidate.worker_id`, facility)}
      limit 1
    )`)
  return rows.map((row) => row.worker_id)
}
