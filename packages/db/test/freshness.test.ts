import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  countEligibleShiftsByDay,
  getWorker,
  listEligibleFacilities,
  listEligibleShifts,
} from '../src/index.ts'
import { documentWorker, facility, facilityRequirement, shift, worker } from '../src/schema.ts'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'

const { db } = await useTestDatabase()

async function makeNurseAndShift() {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  return { nurse, clinic, opening: await makeShift(db, { facilityId: clinic.id }) }
}

/** Whether the worker may take the facility's only shift: every query has to agree. */
async function isShown({ nurse, clinic }: Awaited<ReturnType<typeof makeNurseAndShift>>): Promise<boolean> {
  const question = { workerId: nurse.id, facilityIds: [clinic.id] }
  const window = { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', timeZone: 'UTC' }
  const listed = (await listEligibleShifts(db, { ...question, limit: 10 })).length === 1
  const counted = (await countEligibleShiftsByDay(db, { ...question, ...window })).length === 1
  expect(counted).toBe(listed)
  return listed
}

test('a requirement shows in the very next answer, and so does its end', async () => {
  const scene = await makeNurseAndShift()
  expect(await isShown(scene)).toBe(true)
  await requireDocument(db, scene.clinic, await makeDocument(db))
  expect(await isShown(scene)).toBe(false)
  await db.delete(facilityRequirement).where(eq(facilityRequirement.facilityId, scene.clinic.id))
  expect(await isShown(scene)).toBe(true)
})

test('a document given shows in the very next answer, and so does one taken away', async () => {
  const scene = await makeNurseAndShift()
  const card = await makeDocument(db)
  await requireDocument(db, scene.clinic, card)
  expect(await isShown(scene)).toBe(false)
  await giveDocument(db, scene.nurse, card)
  expect(await isShown(scene)).toBe(true)
  expect(await getWorker(db, scene.nurse.id)).toMatchObject({ documents: [{ id: card.id }] })
  const held = and(eq(documentWorker.workerId, scene.nurse.id), eq(documentWorker.documentId, card.id))
  await db.delete(documentWorker).where(held)
  expect(await isShown(scene)).toBe(false)
})

test('a facility switched off shows in the very next answer, and so does one switched on', async () => {
  const scene = await makeNurseAndShift()
  const mayWorkThere = async () =>
    (await listEligibleFacilities(db, scene.nurse.id)).some(({ id }) => id === scene.clinic.id)
  for (const isActive of [false, true]) {
    await db.update(facility).set({ isActive }).where(eq(facility.id, scene.clinic.id))
    expect(await isShown(scene)).toBe(isActive)
    expect(await mayWorkThere()).toBe(isActive)
  }
})

test('a worker switched off shows in the very next answer, and so does one switched on', async () => {
  const scene = await makeNurseAndShift()
  for (const isActive of [false, true]) {
    await db.update(worker).set({ isActive }).where(eq(worker.id, scene.nurse.id))
    expect(await isShown(scene)).toBe(isActive)
  }
})

test('a shift is gone from the very next answer once it is claimed or deleted, and back once it is not', async () => {
  const scene = await makeNurseAndShift()
  const somebodyElse = await makeWorker(db)
  const steps = [
    { change: { workerId: somebodyElse.id }, shown: false },
    { change: { workerId: null }, shown: true },
    { change: { isDeleted: true }, shown: false },
    { change: { isDeleted: false }, shown: true },
  ]
  for (const { change, shown } of steps) {
    await db.update(shift).set(change).where(eq(shift.id, scene.opening.id))
    expect(await isShown(scene)).toBe(shown)
  }
})

test('a worker whose profession changes is shown the shifts of the new one', async () => {
  const scene = await makeNurseAndShift()
  await db.update(worker).set({ profession: 'LVN' }).where(eq(worker.id, scene.nurse.id))
  expect(await isShown(scene)).toBe(false)
})
