import type { Database } from '@shifts/db'
import { expect } from 'vitest'

/** Locks the shifts, so that every query of theirs waits until `release`, or until it may wait no longer. */
export async function holdShifts(db: Database) {
  const client = await db.$client.connect()
  await client.query('begin; lock table shift in access exclusive mode')
  return {
    /** Waits until so many queries wait. */
    async isWaitedFor(queries: number): Promise<void> {
      // The copies of a database give their tables the same numbers.
      const count = `select count(*)::int from pg_locks
        where not granted and relation = 'shift'::regclass
          and database = (select oid from pg_database where datname = current_database())`
      await expect.poll(async () => (await client.query(count)).rows[0]?.count).toBe(queries)
    },
    async release(): Promise<void> {
      await client.query('rollback')
      client.release()
    },
  }
}
