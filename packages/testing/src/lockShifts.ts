import type { Database } from '@shifts/db'
import { expect, onTestFinished } from 'vitest'

/** Locks the shifts, so that every query of them waits until `release`, the end of the test, or its own timeout. */
export async function lockShifts(db: Database<'primary'>) {
  const client = await db.$client.connect()
  await client.query('begin; lock table shift in access exclusive mode')
  let isLocked = true
  async function release(): Promise<void> {
    if (!isLocked) return
    isLocked = false
    await client.query('rollback')
    client.release()
  }
  onTestFinished(release)

  // Cloned databases give their tables the same ids, so only locks of this database count.
  const waiting = `select count(*)::int from pg_locks
    where not granted and relation = 'shift'::regclass
      and database = (select oid from pg_database where datname = current_database())`
  return {
    /** Waits until exactly this many queries wait for the lock. */
    async untilQueriesWait(queries: number): Promise<void> {
      const count = async () => (await client.query(waiting)).rows[0]?.count
      await expect.poll(count, { timeout: 10_000 }).toBe(queries)
    },
    release,
  }
}
