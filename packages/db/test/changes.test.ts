import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { listenForNotifications, type Change } from '../src/index.ts'
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

const dayLater = { startsAt: '2100-12-03T14:00:00Z', endsAt: '2100-12-03T22:00:00Z' }

/** Listens until the end of the test. `after` runs some work and returns all changes that it notified. */
async function startListening() {
  const received: Change[] = []
  let lastMark = 0
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  void listenForNotifications(url, {
    signal: listening.signal,
    onChange: (change) => received.push(change),
    onError: () => {},
  })
  await expect.poll(() => received).toEqual([{ everything: true }])

  /** Notifications arrive in the order of the commits, so all earlier ones have arrived before this one. */
  async function catchUp() {
    const mark = { workerIds: [--lastMark] }
    await db.execute(sql`select pg_notify('change', ${JSON.stringify(mark)})`)
    await expect.poll(() => received.at(-1)).toEqual(mark)
  }

  async function after(work: () => Promise<unknown>): Promise<Change[]> {
    await catchUp()
    received.length = 0
    await work()
    await catchUp()
    return received.slice(0, -1)
  }
  return { received, after }
}

test('notifies the ids of new, claimed, moved and deleted shifts, and the facilities of removed ones', async () => {
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

test('notifies the ids of shifts that get another worker, however many rows and columns a statement changes', async () => {
  const { after } = await startListening()
  const [nurse, clinic, other] = [await makeWorker(db), await makeFacility(db), await makeFacility(db)]
  const [first, second] = [
    await makeShift(db, { facilityId: clinic.id }),
    await makeShift(db, { facilityId: clinic.id, ...dayLater }),
  ]
  const both = [first.id, second.id]
  const update = (assignment: string, ids: number[]) =>
    after(() => db.execute(`update shift set ${assignment} where id in (${ids.join()})`))
  const facility = { facilityIds: [clinic.id] }
  expect(await update(`worker_id = ${nurse.id}`, [first.id])).toEqual([{ shiftIds: [first.id] }])
  // Only the second shift changes.
  expect(await update(`worker_id = ${nurse.id}`, both)).toEqual([{ shiftIds: [second.id] }])
  expect(await update('worker_id = null', both)).toEqual([
    { shiftIds: expect.toSatisfy((ids: number[]) => ids.toSorted((a, b) => a - b).join() === both.join()) },
  ])
  expect(await update(`worker_id = ${nurse.id}, profession = 'CNA'`, [first.id])).toEqual([
    { shiftIds: [first.id] },
    facility,
  ])
  expect(await update(`worker_id = null, facility_id = ${other.id}`, [second.id])).toEqual([
    { shiftIds: [second.id] },
    facility,
  ])
})

test('notifies nothing for an update that changes nothing', async () => {
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

test('notifies the facilities and workers that a switch, a requirement or a document concerns', async () => {
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

test('notifies what is shown of a facility or a document, such as its name', async () => {
  const { after } = await startListening()
  const [clinic, card] = [await makeFacility(db), await makeDocument(db)]
  const facility = [{ facilityIds: [clinic.id] }]
  for (const assignment of [
    `name = 'Harbor Clinic'`,
    `time_zone = 'America/Denver'`,
    `city = 'Denver', state = 'CO'`,
    'latitude = 39.7, longitude = -105',
  ]) {
    expect(
      await after(() => db.execute(`update facility set ${assignment} where id = ${clinic.id}`)),
    ).toEqual(facility)
  }
  const documents = [{ documentIds: [card.id] }]
  for (const assignment of [`name = 'CPR card, renewed'`, 'is_active = false']) {
    expect(await after(() => db.execute(`update document set ${assignment} where id = ${card.id}`))).toEqual(
      documents,
    )
  }
  expect(await after(() => db.execute('update document set name = name'))).toEqual([])
})

test('notifies a new facility, and a deleted worker', async () => {
  const { after } = await startListening()
  let id = 0
  expect(await after(async () => ({ id } = await makeFacility(db)))).toEqual([{ facilityIds: [id] }])
  const { id: workerId } = await makeWorker(db)
  expect(await after(() => db.execute(`delete from worker where id = ${workerId}`))).toEqual([
    { workerIds: [workerId] },
  ])
})

test('treats an invalid payload as a change of everything', async () => {
  const { after } = await startListening()
  for (const payload of ['', 'nonsense', '{"shiftIds":["1"]}'])
    expect(await after(() => db.execute(sql`select pg_notify('change', ${payload})`))).toEqual([
      { everything: true },
    ])
})

test('notifies a bulk load once, as everything', async () => {
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

test('notifies nothing of a transaction that is rolled back', async () => {
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

test('reconnects after a lost connection, and reports that everything may have changed', async () => {
  const { received, after } = await startListening()
  received.length = 0
  await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'open-shifts listener'`,
  )
  await expect.poll(() => received, { timeout: 10_000 }).toEqual([{ everything: true }])
  const { id } = await makeFacility(db)
  expect(await after(() => db.execute(`update facility set is_active = false where id = ${id}`))).toEqual([
    { facilityIds: [id] },
  ])
})

test('stops listening when it is aborted', async () => {
  const listening = new AbortController()
  const ended = listenForNotifications(url, {
    signal: listening.signal,
    onChange: () => listening.abort(),
    onError: () => {},
  })
  await expect(ended).resolves.toBeUndefined()
})
