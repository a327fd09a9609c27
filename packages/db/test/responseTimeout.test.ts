import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { connect, isDatabaseUnavailable, streamEligibleShifts } from '../src/index.ts'
import type { Queryable } from '../src/client/connect.ts'
import { socketOf } from '../src/client/responseTimeout.ts'
import { makeFacility, makeWorker, useTestDatabase } from '@shifts/testing'
import { collect } from './pages.ts'

const { db, url, load } = await useTestDatabase()

/** One connection with a short response timeout. */
function setUp() {
  const { db: hurried, close } = connect(url, { connections: 1, timeoutMs: 800 })
  onTestFinished(close)
  return hurried
}

/** Identifies the connection. */
const backend = async (of: Queryable<'primary'>) =>
  (await of.execute(sql`select pg_backend_pid() as pid`)).rows[0]

/** Longer than the timeout, by the database's clock. */
const longerThanTimeout = () => db.execute(sql`select pg_sleep(1.2)`)

test('fails a query without a response, and gives the next one another connection', async () => {
  const hurried = setUp()
  const before = await backend(hurried)
  const withoutResponse = hurried.transaction(async (transaction) => {
    await transaction.execute(sql`set local statement_timeout = 0`)
    await transaction.execute(sql`select pg_sleep(3)`)
  })
  await expect(withoutResponse).rejects.toSatisfy(isDatabaseUnavailable)
  expect(await backend(hurried)).not.toEqual(before)
})

test('keeps an idle connection', async () => {
  const hurried = setUp()
  const before = await backend(hurried)
  await longerThanTimeout()
  expect(await backend(hurried)).toEqual(before)
})

test('gives a query the full time when it starts just as the connection has been idle for the timeout', async () => {
  const client = await setUp().$client.connect()
  onTestFinished(() => client.release())
  socketOf(client).emit('timeout')
  const { rows } = await client.query('select pg_sleep(0.1), 1 as value')
  expect(rows).toMatchObject([{ value: 1 }])
})

test('lets a transaction pause between its queries', async () => {
  const hurried = setUp()
  await hurried.transaction(async (transaction) => {
    const before = await backend(transaction)
    await longerThanTimeout()
    expect(await backend(transaction)).toEqual(before)
  })
})

test.each([1, 300, 30_000])('lets a reader of %i shifts pause', async (shifts) => {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  await db.execute(sql`delete from shift`)
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', at, at + interval '8 hours'
    from generate_series(1, ${shifts}) n, lateral (select timestamptz '2026-12-01 00:00Z' + n * interval '1 minute') start(at)`)
  const stream = streamEligibleShifts(setUp(), { workerId: nurse.id })
  const first = (await stream.next()).value?.length ?? 0
  await longerThanTimeout()
  expect(first + (await collect(stream)).length).toBe(shifts)
})
