import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import type { Profession } from '../schema.ts'

/** In a seeded database, the names of the workers who hold every document. Their initials are their profession. */
export const deterministicNames: Record<Profession, string> = {
  CNA: 'Carmen Nadia Alvarez',
  LVN: 'Luis Victor Nguyen',
  RN: 'Rosa Novak',
}

export type DeterministicWorker = { id: number; name: string; profession: Profession }

/** The deterministic workers of a seeded database, by id. Other databases have none. */
export async function findDeterministicWorkers(
  db: Pick<Queryable<Server>, 'execute'>,
): Promise<DeterministicWorker[]> {
  const names = Object.values(deterministicNames)
  const { rows } = await db.execute<DeterministicWorker>(sql`
    select w.id, w.name, w.profession
    from worker w
    where w.name = any(${sql.param(names)}::text[])
    order by w.id`)
  return rows
}
