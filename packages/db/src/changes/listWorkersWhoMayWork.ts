import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { mayWorkAt } from '../eligibility/rule.ts'
import { facility } from '../schema.ts'

/** Which of these workers may work at any of these facilities, by id. */
export async function listWorkersWhoMayWork(
  db: Queryable,
  { workerIds, facilityIds }: { workerIds: readonly number[]; facilityIds: readonly number[] },
): Promise<number[]> {
  // `limit 1` keeps PostgreSQL from making a join of it, which would look up a worker's documents once a facility.
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
