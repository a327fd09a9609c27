import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { worker } from '../schema.ts'

/** The ids of those of these workers that exist. */
export async function listExistingWorkers(
  db: Queryable<Server>,
  workerIds: readonly number[],
): Promise<Set<number>> {
  const { rows } = await db.execute<{ id: number }>(
    sql`select ${worker.id} from ${worker} where ${worker.id} = any(${sql.param([...workerIds])}::int[])`,
  )
  return new Set(rows.map(({ id }) => id))
}
