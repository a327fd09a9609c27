import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { connect, isDatabaseUnavailable, streamEligibleShifts } from '../src/index.ts'
import type { Queryable } from '../src/client/connect.ts'
import { socketOf } from '../src/client/responseTimeout.ts'
import { makeFacility, makeWorker, useTestDatabase } from '@shifts/testing'
import { gather } from './pages.ts'

const { db, url, load } = await useTestDatabase()

/** One connection that has little patience. */
function setUp() {
  const { db: impatient, close } = connect(url, { connections: 1, patienceMs: 250 })
  onTestFinished(close)
  return impatient
}

/** Which connection answers. */
const backend = async (of: Queryable) => (await of.execute(sql`select pg_backend_pid() as pid`)).rows[0]

/** Longer than the patience, as the database's clock has it. */
const aWhile = () => db.execute(sql`select pg_sleep(0.7)`)

test('a query without an answer fails, and the next one gets another connection', async () => {
  const impatient = setUp()
  const before = await backend(impatient)
  const unanswered = impatient.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = 0`)
    await transaction.execute(sql`select pg_sleep(3)`)
  })
  await expect(unanswered).rejects.toSatisfy(isDatabaseUnavailable)
  expect(await backend(impatient)).not.toEqual(before)
})

test('a connection that nobody asks anything stays', async () => {
  const impatient = setUp()
  const before = await backend(impatient)
  await aWhile()
  expect(await backend(impatient)).toEqual(before)
})

test('a connection that is asked just when it has been idle for so long has the time to answer', async () => {
  const client = await setUp().$client.connect()
  onTestFinished(() => client.release())
  socketOf(client).emit('timeout')
  const { rows } = await client.query('select pg_sleep(0.1), 1 as answer')
  expect(rows).toMatchObject([{ answer: 1 }])
})

test('a transaction may do something else between its queries', async () => {
  const impatient = setUp()
  await impatient.transaction(async (transaction) => {
    const before = await backend(transaction)
    await aWhile()
    expect(await backend(transaction)).toEqual(before)
  })
})

test.each([1, 300, 30_000])('whoever reads %i shifts may take its time', async (shifts) => {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  await db.execute(sql`delete from shift`)
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', at, at + interval '8 hours'
    from generate_series(1, ${shifts}) n, lateral (select timestamptz '2026-12-01 00:00Z' + n * interval '1 minute') start(at)`)
  const stream = streamEligibleShifts(setUp(), { workerId: nurse.id })
  const first = (await stream.next()).value?.length ?? 0
  await aWhile()
  expect(first + (await gather(stream)).length).toBe(shifts)
})
