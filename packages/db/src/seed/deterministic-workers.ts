import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import type { Profession } from '../schema.ts'
import { deterministicNames } from './names.ts'
import type { Session } from './session.ts'

export type DeterministicWorker = { id: number; name: string; profession: Profession }

/** The workers, one a profession, who hold every document of a seeded database, known by their names; else none. */
export async function findDeterministicWorkers(url: string): Promise<DeterministicWorker[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await readDeterministicWorkers(drizzle(client))
  } finally {
    await client.end()
  }
}

export async function readDeterministicWorkers(session: Session): Promise<DeterministicWorker[]> {
  const names = Object.values(deterministicNames)
  const { rows } = await session.execute<DeterministicWorker>(sql`
    select w.id, w.name, w.profession
    from worker w
    where w.name = any(${sql.param(names)}::text[])
    order by w.id`)
  return rows
}
