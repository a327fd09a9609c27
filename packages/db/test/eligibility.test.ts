import { beforeEach, describe, expect, test } from 'vitest'
import {
  countEligibleShiftsByDay,
  listEligibleFacilities,
  listEligibleShifts,
  NotFoundError,
  type Profession,
} from '../src/index.ts'
import {
  emptyTables,
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { makeOtherFacilities, shapes } from './manyFacilities.ts'

const { db } = await useTestDatabase()
beforeEach(() => emptyTables(db))

interface Flaw {
  facilityIsActive?: boolean
  shiftIsDeleted?: boolean
  workerIsActive?: boolean
  isClaimed?: boolean
  workerHoldsDocument?: boolean
  shiftProfession?: Profession
}

/** A nurse and a shift for which she is eligible, except for the flaw. */
async function makeNurseAndShift({ workerHoldsDocument = true, isClaimed = false, ...flaw }: Flaw = {}) {
  const nurse = await makeWorker(db, { profession: 'RN', isActive: flaw.workerIsActive ?? true })
  const clinic = await makeFacility(db, { isActive: flaw.facilityIsActive ?? true })
  const card = await makeDocument(db)
  await requireDocument(db, clinic, card)
  if (workerHoldsDocument) await giveDocument(db, nurse, card)
  const claimant = isClaimed ? await makeWorker(db, { profession: 'RN' }) : undefined
  const shift = await makeShift(db, {
    facilityId: clinic.id,
    profession: flaw.shiftProfession ?? 'RN',
    isDeleted: flaw.shiftIsDeleted ?? false,
    workerId: claimant?.id ?? null,
  })
  return { nurse, clinic, shift }
}

/** Whether each query returns the shift: is it listed, counted, and its facility listed? */
async function visibility({ nurse, clinic, shift }: Awaited<ReturnType<typeof makeNurseAndShift>>) {
  const workerId = nurse.id
  const window = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }
  const listed = await listEligibleShifts(db, { workerId, limit: 10 })
  const listedThere = await listEligibleShifts(db, { workerId, facilityIds: [clinic.id], limit: 10 })
  const days = await countEligibleShiftsByDay(db, { workerId, ...window, timeZone: 'UTC' })
  const facilities = await listEligibleFacilities(db, workerId)
  return {
    inList: listed.some(({ id }) => id === shift.id),
    inFilteredList: listedThere.some(({ id }) => id === shift.id),
    inCount: days.some(({ shifts }) => shifts === 1),
    facilityInList: facilities.some(({ id }) => id === clinic.id),
  }
}

const shown = { inList: true, inFilteredList: true, inCount: true, facilityInList: true }
const hidden = { inList: false, inFilteredList: false, inCount: false, facilityInList: false }
const hiddenAtAnEligibleFacility = { ...hidden, facilityInList: true }

describe.each(shapes)('a worker who may work at $at', ({ others }) => {
  beforeEach(() => makeOtherFacilities(db, others))

  test('gets a shift that fails no clause', async () => {
    expect(await visibility(await makeNurseAndShift())).toEqual(shown)
  })

  test('does not get a shift whose facility was deactivated', async () => {
    expect(await visibility(await makeNurseAndShift({ facilityIsActive: false }))).toEqual(hidden)
  })

  test('does not get a shift that was deleted', async () => {
    const setting = await makeNurseAndShift({ shiftIsDeleted: true })
    expect(await visibility(setting)).toEqual(hiddenAtAnEligibleFacility)
  })

  test('gets nothing once inactive', async () => {
    expect(await visibility(await makeNurseAndShift({ workerIsActive: false }))).toEqual(hidden)
  })

  test('does not get a shift that somebody else has claimed', async () => {
    const setting = await makeNurseAndShift({ isClaimed: true })
    expect(await visibility(setting)).toEqual(hiddenAtAnEligibleFacility)
  })

  test('does not get a shift whose facility requires a document that the worker lacks', async () => {
    expect(await visibility(await makeNurseAndShift({ workerHoldsDocument: false }))).toEqual(hidden)
  })

  test.each(['CNA', 'LVN'] as const)(
    'does not get a shift for another profession, %s',
    async (shiftProfession) => {
      const setting = await makeNurseAndShift({ shiftProfession })
      expect(await visibility(setting)).toEqual(hiddenAtAnEligibleFacility)
    },
  )

  test('does not get a shift that the worker itself has claimed', async () => {
    const { nurse, clinic } = await makeNurseAndShift()
    const claimed = await makeShift(db, {
      facilityId: clinic.id,
      workerId: nurse.id,
      claimedAt: '2026-11-01T00:00:00Z',
    })
    const listed = await listEligibleShifts(db, { workerId: nurse.id, limit: 10 })
    expect(listed.map(({ id }) => id)).not.toContain(claimed.id)
  })

  test('finds its shifts behind many that it is not eligible for', async () => {
    const { nurse, clinic, shift } = await makeNurseAndShift()
    const elsewhere = await makeFacility(db, { isActive: false })
    for (let n = 0; n < 5; n++) {
      await makeShift(db, { facilityId: elsewhere.id, startsAt: '2026-11-30T14:00:00Z' })
      await makeShift(db, { facilityId: clinic.id, startsAt: '2026-11-30T14:00:00Z', profession: 'CNA' })
    }
    const firstPage = await listEligibleShifts(db, { workerId: nurse.id, limit: 1 })
    expect(firstPage.map(({ id }) => id)).toEqual([shift.id])
  })
})

test('lists for each profession only its shifts', async () => {
  const clinic = await makeFacility(db)
  for (const profession of ['CNA', 'LVN', 'RN'] as const) {
    const worker = await makeWorker(db, { profession })
    const shift = await makeShift(db, { facilityId: clinic.id, profession })
    expect(await visibility({ nurse: worker, clinic, shift })).toEqual(shown)
    const listed = await listEligibleShifts(db, { workerId: worker.id, limit: 10 })
    expect(listed).toEqual([expect.objectContaining({ id: shift.id, profession })])
  }
})

test('returns every field of a shift', async () => {
  const { nurse, clinic, shift } = await makeNurseAndShift()
  expect(await listEligibleShifts(db, { workerId: nurse.id, limit: 10 })).toEqual([
    {
      id: shift.id,
      startsAt: '2026-12-01T14:00:00Z',
      endsAt: '2026-12-01T22:00:00Z',
      profession: 'RN',
      facility: { id: clinic.id, name: clinic.name, timeZone: clinic.timeZone, city: null, state: null },
      overlapsClaimed: false,
    },
  ])
})

test('lists a facility where the worker may work though nothing is open there, by name, then id', async () => {
  const worker = await makeWorker(db)
  const second = await makeFacility(db, { name: 'Birch House' })
  const third = await makeFacility(db, { name: 'Birch House' })
  const place = { city: 'Denver', state: 'CO', latitude: 39.7392, longitude: -104.9903 }
  const first = await makeFacility(db, { name: 'Aspen House', timeZone: 'America/Denver', ...place })
  const facilities = await listEligibleFacilities(db, worker.id)
  expect(facilities[0]).toEqual({ id: first.id, name: 'Aspen House', timeZone: 'America/Denver', ...place })
  expect(facilities.map(({ id }) => id)).toEqual([first.id, second.id, third.id])
})

describe('an unknown or empty id', () => {
  const workerId = 2_147_483_647
  const window = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z', timeZone: 'UTC' }

  test('is refused for an unknown worker, though shifts are open', async () => {
    const clinic = await makeFacility(db)
    await makeShift(db, { facilityId: clinic.id })
    const unknown = new NotFoundError('worker', [workerId])
    await expect(listEligibleShifts(db, { workerId, limit: 10 })).rejects.toThrow(unknown)
    await expect(countEligibleShiftsByDay(db, { workerId, ...window })).rejects.toThrow(unknown)
    await expect(listEligibleFacilities(db, workerId)).rejects.toThrow(unknown)
  })

  test('is refused for unknown facilities in a filter, naming them, instead of returning all', async () => {
    const { nurse, clinic } = await makeNurseAndShift()
    const facilityIds = [clinic.id, 2_000_000_000, 2_000_000_001]
    const unknown = new NotFoundError('facility', [2_000_000_000, 2_000_000_001])
    await expect(listEligibleShifts(db, { workerId: nurse.id, facilityIds, limit: 10 })).rejects.toThrow(
      unknown,
    )
    await expect(
      countEligibleShiftsByDay(db, { workerId: nurse.id, facilityIds, ...window }),
    ).rejects.toThrow(unknown)
  })

  test('an empty filter matches no facility', async () => {
    const { nurse } = await makeNurseAndShift()
    const params = { workerId: nurse.id, facilityIds: [] }
    expect(await listEligibleShifts(db, { ...params, limit: 10 })).toEqual([])
    expect(await countEligibleShiftsByDay(db, { ...params, ...window })).toEqual([])
  })

  test('a filter for a facility where the worker may not work returns nothing', async () => {
    const { nurse, clinic } = await makeNurseAndShift({ workerHoldsDocument: false })
    expect(await listEligibleShifts(db, { workerId: nurse.id, facilityIds: [clinic.id], limit: 10 })).toEqual(
      [],
    )
  })
})
