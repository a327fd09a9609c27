import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import type { DeterministicWorker } from './deterministicWorkers.ts'

/** The active workers who hold every document, inactive ones included, by id: at most `limit` of them. */
export async function listWorkersWithEveryDocument(
  db: Pick<Queryable<Server>, 'execute'>,
  limit: number,
): Promise<DeterministicWorker[]> {
  const { rows } = await db.execute<DeterministicWorker>(sql`
    select w.id, w.name, w.profession
    from worker w
    where w.is_active and w.id in (
      select worker_id from document_worker group by worker_id having count(*) = (select count(*) from document)
    )
    order by w.id
    limit ${limit}::int`)
  return rows
}
