import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import {
  connect,
  ExportTimeoutError,
  isDatabaseUnavailable,
  NotFoundError,
  streamEligibleShifts,
} from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { collect } from './pages.ts'

const { db, url, load } = await useTestDatabase()

/** A worker with more open shifts than a batch holds. */
async function setUp(shifts = 1_200) {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${clinic.id}, 'RN', at, at + interval '8 hours'
    from generate_series(1, ${shifts}) n, lateral (select timestamptz '2026-12-01 00:00Z' + n * interval '1 minute') start(at)`)
  return { nurse, clinic }
}

test('rejects an unknown worker before the first batch', async () => {
  await expect(streamEligibleShifts(db, { workerId: 2_147_483_647 }).next()).rejects.toThrow(NotFoundError)
})

test('returns nothing for a worker who is not eligible for any shift', async () => {
  const idle = await makeWorker(db, { isActive: false })
  expect(await collect(streamEligibleShifts(db, { workerId: idle.id }))).toEqual([])
})

test('returns one snapshot, whatever is claimed and inserted while it is read', async () => {
  const { nurse, clinic } = await setUp()
  const stream = streamEligibleShifts(db, { workerId: nurse.id })
  const read = (await stream.next()).value?.length ?? 0
  await db.execute(`update shift set worker_id = ${nurse.id} where facility_id = ${clinic.id}`)
  await makeShift(db, { facilityId: clinic.id, startsAt: '2027-06-01T00:00:00Z' })
  expect(read + (await collect(stream)).length).toBe(1_200)
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

test('fails when its connection is lost, without affecting other queries', async () => {
  const { nurse } = await setUp()
  const stream = streamEligibleShifts(db, { workerId: nurse.id })
  await stream.next()
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`,
  )
  await expect(collect(stream)).rejects.toSatisfy(isDatabaseUnavailable)
  await expect(db.execute('select 1')).resolves.toBeDefined()
})

test('fails and ends its transaction when it is not read in time', async () => {
  const { nurse } = await setUp(30_000)
  const stream = streamEligibleShifts(db, { workerId: nurse.id }, { limitMs: 2_000 })
  await stream.next()
  await expect.poll(() => openTransactions(), { timeout: 20_000 }).toBe(0)
  const rest = collect(stream)
  await expect(rest).rejects.toThrow(ExportTimeoutError)
  await expect(rest).rejects.toSatisfy(isDatabaseUnavailable)
  await expect(db.execute('select 1')).resolves.toBeDefined()
})

test('is ended by PostgreSQL when the process that reads it hangs', async () => {
  const { nurse } = await setUp(30_000)
  const reader = spawn(process.execPath, ['--import', 'tsx', '--eval', frozenReader, url, String(nurse.id)], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void reader.kill('SIGKILL'))
  await once(reader.stdout, 'data')
  reader.kill('SIGSTOP')
  expect(await openTransactions()).toBe(1)
  await expect.poll(() => openTransactions(), { timeout: 20_000 }).toBe(0)
})

/** Starts an export, and stops reading. */
const frozenReader = `
  import { connect, streamEligibleShifts } from './src/index.ts'
  const [, url, workerId] = process.argv
  const { db } = connect(url)
  await streamEligibleShifts(db, { workerId: Number(workerId) }, { limitMs: 3_000 }).next()
  console.log('begun')
  setInterval(() => {}, 1_000)
`

async function openTransactions(): Promise<number> {
  const { rows } = await db.execute<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and backend_type = 'client backend'`,
  )
  return rows[0]?.open ?? 0
}
