import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimShift, listEligibleShifts, releaseShift } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'

const { db } = await useTestDatabase()

/** More than the pool's connections, so that all of them are used. */
const callers = 20

test('queries succeed after a column’s type is changed while every connection has prepared statements', async () => {
  const clinic = await makeFacility(db)
  const pairs = await Promise.all(
    Array.from({ length: callers }, async () => ({
      workerId: (await makeWorker(db)).id,
      shiftId: (await makeShift(db, { facilityId: clinic.id, startsAt: '2100-12-01T14:00:00Z' })).id,
      principal: 'test',
      requestId: 'test',
    })),
  )
  const everything = async () => {
    await Promise.all(pairs.map(({ workerId }) => listEligibleShifts(db, { workerId, limit: 10 })))
    await Promise.all(pairs.map((pair) => claimShift(db, pair)))
    await Promise.all(pairs.map((pair) => claimShift(db, pair)))
    await Promise.all(pairs.map((pair) => releaseShift(db, pair)))
  }
  await everything()
  for (const type of ['varchar(300)', 'text']) {
    await db.execute(sql.raw(`alter table facility alter column name type ${type}`))
    await everything()
  }
  const { rows } = await db.execute(sql`select count(*)::int as events from claim_event`)
  expect(rows).toEqual([{ events: callers * 2 * 3 }])
})
