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

/** Whether the facility's only shift is listed. List and count must agree. */
async function isShown({ nurse, clinic }: Awaited<ReturnType<typeof makeNurseAndShift>>): Promise<boolean> {
  const params = { workerId: nurse.id, facilityIds: [clinic.id] }
  const window = { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z', timeZone: 'UTC' }
  const listed = (await listEligibleShifts(db, { ...params, limit: 10 })).length === 1
  const counted = (await countEligibleShiftsByDay(db, { ...params, ...window })).length === 1
  expect(counted).toBe(listed)
  return listed
}

test('a requirement is visible in the next query, and so is its end', async () => {
  const setting = await makeNurseAndShift()
  expect(await isShown(setting)).toBe(true)
  await requireDocument(db, setting.clinic, await makeDocument(db))
  expect(await isShown(setting)).toBe(false)
  await db.delete(facilityRequirement).where(eq(facilityRequirement.facilityId, setting.clinic.id))
  expect(await isShown(setting)).toBe(true)
})

test('a new document of a worker is visible in the next query, and so is its removal', async () => {
  const setting = await makeNurseAndShift()
  const card = await makeDocument(db)
  await requireDocument(db, setting.clinic, card)
  expect(await isShown(setting)).toBe(false)
  await giveDocument(db, setting.nurse, card)
  expect(await isShown(setting)).toBe(true)
  expect(await getWorker(db, setting.nurse.id)).toMatchObject({ documents: [{ id: card.id }] })
  const held = and(eq(documentWorker.workerId, setting.nurse.id), eq(documentWorker.documentId, card.id))
  await db.delete(documentWorker).where(held)
  expect(await isShown(setting)).toBe(false)
})

test('a deactivated facility is visible in the next query, and so is a reactivated one', async () => {
  const setting = await makeNurseAndShift()
  const mayWorkThere = async () =>
    (await listEligibleFacilities(db, setting.nurse.id)).some(({ id }) => id === setting.clinic.id)
  for (const isActive of [false, true]) {
    await db.update(facility).set({ isActive }).where(eq(facility.id, setting.clinic.id))
    expect(await isShown(setting)).toBe(isActive)
    expect(await mayWorkThere()).toBe(isActive)
  }
})

test('a deactivated worker is visible in the next query, and so is a reactivated one', async () => {
  const setting = await makeNurseAndShift()
  for (const isActive of [false, true]) {
    await db.update(worker).set({ isActive }).where(eq(worker.id, setting.nurse.id))
    expect(await isShown(setting)).toBe(isActive)
  }
})

test('a claimed or deleted shift is missing in the next query, and returned again after a release or restore', async () => {
  const setting = await makeNurseAndShift()
  const somebodyElse = await makeWorker(db)
  const steps = [
    { change: { workerId: somebodyElse.id }, shown: false },
    { change: { workerId: null }, shown: true },
    { change: { isDeleted: true }, shown: false },
    { change: { isDeleted: false }, shown: true },
  ]
  for (const { change, shown } of steps) {
    await db.update(shift).set(change).where(eq(shift.id, setting.opening.id))
    expect(await isShown(setting)).toBe(shown)
  }
})

test('a worker whose profession changes gets the shifts of the new one', async () => {
  const setting = await makeNurseAndShift()
  await db.update(worker).set({ profession: 'LVN' }).where(eq(worker.id, setting.nurse.id))
  expect(await isShown(setting)).toBe(false)
})
