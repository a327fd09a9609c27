import { sql } from 'drizzle-orm'
import type { Profession } from '../schema.ts'
import { deterministicNames } from './names.ts'
import type { Session } from './session.ts'

export type DeterministicWorker = { id: number; name: string; profession: Profession }

/** The workers, one a profession, who hold every document of a seeded database. Any other database has none. */
export async function findDeterministicWorkers(db: Session): Promise<DeterministicWorker[]> {
  const names = Object.values(deterministicNames)
  const { rows } = await db.execute<DeterministicWorker>(sql`
    select w.id, w.name, w.profession
    from worker w
    where w.name = any(${sql.param(names)}::text[])
    order by w.id`)
  return rows
}
