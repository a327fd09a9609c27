import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { withClient } from '../embedded/client.ts'
import type { Profession } from '../schema.ts'
import { deterministicNames } from './names.ts'

export type DeterministicWorker = { id: number; name: string; profession: Profession }

/** The workers, one a profession, who hold every document of a seeded database. Any other database has none. */
export async function findDeterministicWorkers(url: string): Promise<DeterministicWorker[]> {
  const names = Object.values(deterministicNames)
  const find = sql`
    select w.id, w.name, w.profession
    from worker w
    where w.name = any(${sql.param(names)}::text[])
    order by w.id`
  const { rows } = await withClient(url, (client) => drizzle(client).execute<DeterministicWorker>(find))
  return rows
}
