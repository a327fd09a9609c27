import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { listenForChanges, type Change } from '../src/index.ts'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'

const { db, url, load } = await useTestDatabase()

/** Listens for the time of a test. `after` returns what is told of some work, once all of it was told. */
async function startListening() {
  const told: Change[] = []
  let lastMark = 0
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  void listenForChanges(url, {
    signal: listening.signal,
    onChange: (change) => told.push(change),
    onError: () => {},
  })
  await expect.poll(() => told).toEqual([{ everything: true }])

  /** Notifications come in the order of the commits: with this one, all before it have come. */
  async function catchUp() {
    const mark = { workerIds: [--lastMark] }
    await db.execute(sql`select pg_notify('change', ${JSON.stringify(mark)})`)
    await expect.poll(() => told.at(-1)).toEqual(mark)
  }

  async function after(work: () => Promise<unknown>): Promise<Change[]> {
    await catchUp()
    told.length = 0
    await work()
    await catchUp()
    return told.slice(0, -1)
  }
  return { told, after }
}

test('new, claimed, moved and withdrawn shifts are told by id, removed ones by where they were', async () => {
  const { after } = await startListening()
  const [nurse, clinic, other] = [await makeWorker(db), await makeFacility(db), await makeFacility(db)]
  let id = 0
  expect(await after(async () => ({ id } = await makeShift(db, { facilityId: clinic.id })))).toEqual([
    { shiftIds: [id] },
  ])
  const update = (assignment: string) =>
    after(() => db.execute(`update shift set ${assignment} where id = ${id}`))
  expect(await update(`worker_id = ${nurse.id}`)).toEqual([{ shiftIds: [id] }])
  expect(await update(`ends_at = ends_at + interval '1 hour'`)).toEqual([{ shiftIds: [id] }])
  expect(await update('is_deleted = true')).toEqual([{ shiftIds: [id] }])
  expect(await update(`facility_id = ${other.id}`)).toEqual([
    { shiftIds: [id] },
    { facilityIds: [clinic.id] },
  ])
  expect(await after(() => db.execute(`delete from shift where id = ${id}`))).toEqual([
    { facilityIds: [other.id] },
  ])
})

test('what is written without a change is not told', async () => {
  const { after } = await startListening()
  await makeShift(db, { facilityId: (await makeFacility(db)).id })
  await makeWorker(db)
  const tables = [
    'shift set is_deleted = is_deleted',
    'facility set is_active = is_active',
    `worker set name = 'B'`,
  ]
  for (const table of tables) expect(await after(() => db.execute(`update ${table}`))).toEqual([])
})

test('facilities and workers that are switched, required and held documents are told by whom they concern', async () => {
  const { after } = await startListening()
  const [nurse, clinic, card] = [await makeWorker(db), await makeFacility(db), await makeDocument(db)]
  const facility = [{ facilityIds: [clinic.id] }]
  const worker = [{ workerIds: [nurse.id] }]
  const run = (statement: string) => after(() => db.execute(statement))
  expect(await after(() => requireDocument(db, clinic, card))).toEqual(facility)
  expect(await after(() => giveDocument(db, nurse, card))).toEqual(worker)
  expect(await run(`update facility set is_active = false where id = ${clinic.id}`)).toEqual(facility)
  expect(await run(`update worker set is_active = false where id = ${nurse.id}`)).toEqual(worker)
  expect(await run(`update worker set profession = 'CNA' where id = ${nurse.id}`)).toEqual(worker)
  expect(await run(`delete from facility_requirement where facility_id = ${clinic.id}`)).toEqual(facility)
  expect(await run(`delete from document_worker where worker_id = ${nurse.id}`)).toEqual(worker)
})

test('a new facility is told, where shifts may follow, and a worker who is gone', async () => {
  const { after } = await startListening()
  let id = 0
  expect(await after(async () => ({ id } = await makeFacility(db)))).toEqual([{ facilityIds: [id] }])
  const { id: workerId } = await makeWorker(db)
  expect(await after(() => db.execute(`delete from worker where id = ${workerId}`))).toEqual([
    { workerIds: [workerId] },
  ])
})

test('what cannot be read may be anything, for anybody may notify', async () => {
  const { after } = await startListening()
  for (const payload of ['', 'nonsense', '{"shiftIds":["1"]}'])
    expect(await after(() => db.execute(sql`select pg_notify('change', ${payload})`))).toEqual([
      { everything: true },
    ])
})

test('a bulk load is told once, as everything', async () => {
  const { after } = await startListening()
  const { id } = await makeFacility(db)
  const shifts = `
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${id}, 'RN', '2026-12-01T00:00Z', '2026-12-01T08:00Z' from generate_series(1, 20000)`
  expect(await after(() => load(shifts))).toEqual([{ everything: true }])
  expect(await after(() => load('update shift set is_deleted = true where not is_deleted'))).toEqual([
    { everything: true },
  ])
  expect(await after(() => db.execute('truncate shift'))).toEqual([{ everything: true }])
})

test('what is rolled back is not told', async () => {
  const { after } = await startListening()
  const { id } = await makeFacility(db)
  const work = () =>
    db
      .transaction(async (transaction) => {
        await transaction.execute(`update facility set is_active = false where id = ${id}`)
        transaction.rollback()
      })
      .catch(() => {})
  expect(await after(work)).toEqual([])
})

test('a broken connection is made again, and everything may have changed meanwhile', async () => {
  const { told, after } = await startListening()
  told.length = 0
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'open-shifts listener'`,
  )
  await expect.poll(() => told, { timeout: 10_000 }).toEqual([{ everything: true }])
  const { id } = await makeFacility(db)
  expect(await after(() => db.execute(`update facility set is_active = false where id = ${id}`))).toEqual([
    { facilityIds: [id] },
  ])
})

test('listening ends when it is told to, and leaves no connection behind', async () => {
  const listening = new AbortController()
  const ended = listenForChanges(url, {
    signal: listening.signal,
    onChange: () => listening.abort(),
    onError: () => {},
  })
  await expect(ended).resolves.toBeUndefined()
})
