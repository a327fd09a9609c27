import { expect, test } from 'vitest'
import { connect, isDatabaseUnavailable, NotFoundError, streamEligibleShifts } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '../src/testing/index.ts'
import { gather } from './pages.ts'

const { db, url } = await useTestDatabase()

/** A nurse, and more open shifts than a batch holds. */
async function setUp(shifts = 1_200) {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  await db.execute(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', at, at + interval '8 hours'
    from generate_series(1, ${shifts}) n, lateral (select timestamptz '2026-12-01 00:00Z' + n * interval '1 hour') start(at)`)
  return { nurse, clinic }
}

test('an unknown worker is told before the first batch', async () => {
  await expect(streamEligibleShifts(db, { workerId: 2_147_483_647 }).next()).rejects.toThrow(NotFoundError)
})

test('a worker who may take nothing gets nothing', async () => {
  const idle = await makeWorker(db, { isActive: false })
  expect(await gather(streamEligibleShifts(db, { workerId: idle.id }))).toEqual([])
})

test('shows one moment, whatever is claimed and posted while it is read', async () => {
  const { nurse, clinic } = await setUp()
  const stream = streamEligibleShifts(db, { workerId: nurse.id })
  const read = (await stream.next()).value?.length ?? 0
  await db.execute(`update shift set worker_id = ${nurse.id} where facility_id = ${clinic.id}`)
  await makeShift(db, { facilityId: clinic.id, startsAt: '2027-06-01T00:00:00Z' })
  expect(read + (await gather(stream)).length).toBe(1_200)
})

test('leaves no connection and no transaction behind when its reader stops early', async () => {
  const { nurse } = await setUp()
  const { db: one, close } = connect(url, { connections: 1 })
  for (let time = 0; time < 3; time++) {
    for await (const _batch of streamEligibleShifts(one, { workerId: nurse.id })) break
  }
  await expect(one.execute('select 1')).resolves.toBeDefined()
  await close()
  await expect.poll(() => openTransactions()).toBe(0)
})

test('fails when its connection breaks half-way, and takes nothing else down', async () => {
  const { nurse } = await setUp()
  const stream = streamEligibleShifts(db, { workerId: nurse.id })
  await stream.next()
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`,
  )
  await expect(gather(stream)).rejects.toSatisfy(isDatabaseUnavailable)
  await expect(db.execute('select 1')).resolves.toBeDefined()
})

async function openTransactions(): Promise<number> {
  const { rows } = await db.execute<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`,
  )
  return rows[0]?.open ?? 0
}
