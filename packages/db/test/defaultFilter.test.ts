import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { isDatabaseUnavailable, NotFoundError, setDefaultFilter } from '../src/index.ts'
import { makeWorker, useTestDatabase } from '@shifts/testing'

const { db, ownerUrl } = await useTestDatabase()

test('a worker who is deleted while its default filter is saved does not exist', async () => {
  const { id: workerId } = await makeWorker(db)
  const administrator = new Client({ connectionString: ownerUrl })
  await administrator.connect()
  onTestFinished(() => administrator.end())
  await administrator.query('begin')
  await administrator.query('delete from worker where id = $1', [workerId])

  const save = async (): Promise<unknown> => {
    try {
      return await setDefaultFilter(db, { workerId, filter: { minHours: 8 } })
    } catch (error) {
      // The lock was not released in time, as on a slow machine.
      return isDatabaseUnavailable(error) ? save() : error
    }
  }
  const outcome = save()
  await expect
    .poll(async () => {
      const { rows } = await db.execute(sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      return rows.length
    })
    .toBeGreaterThan(0)
  await administrator.query('commit')
  expect(await outcome).toEqual(new NotFoundError('worker', [workerId]))
})
