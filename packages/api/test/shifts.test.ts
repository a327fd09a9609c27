import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { expect, test } from 'vitest'
import { createApi } from './api.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const { worker, facility, shift } = await createApi(db).caller(serviceToken)

const december = { from: '2026-12-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }

/** A facility where only this test's worker may work, with a shift. */
async function setUp(isActive = true) {
  const nurse = await makeWorker(db, { name: 'Noor Haddad', isActive })
  const clinic = await makeFacility(db, { name: 'Harbor Clinic', timeZone: 'America/New_York' })
  const card = await makeDocument(db, { name: 'CPR card' })
  await requireDocument(db, clinic, card)
  await giveDocument(db, nurse, card)
  const openShift = await makeShift(db, {
    facilityId: clinic.id,
    startsAt: '2026-12-02T04:30:00Z',
    endsAt: '2026-12-02T12:30:00Z',
  })
  return { nurse, clinic, card, openShift }
}

test('a worker gets its shifts, their days, its facilities and its documents', async () => {
  const { nurse, clinic, card, openShift } = await setUp()
  const workerId = nurse.id
  const unknownPlace = { city: null, state: null }
  const expectedFacility = {
    id: clinic.id,
    name: 'Harbor Clinic',
    timeZone: 'America/New_York',
    ...unknownPlace,
  }

  expect(await worker.byId({ workerId })).toEqual({
    id: workerId,
    name: 'Noor Haddad',
    profession: 'RN',
    isActive: true,
    documents: [{ id: card.id, name: 'CPR card' }],
    home: null,
  })
  expect(await facility.listEligible({ workerId })).toEqual({
    facilities: [{ ...expectedFacility, latitude: null, longitude: null }],
  })
  expect(await shift.listEligible({ workerId })).toEqual({
    shifts: [
      {
        id: openShift.id,
        startsAt: '2026-12-02T04:30:00Z',
        endsAt: '2026-12-02T12:30:00Z',
        profession: 'RN',
        facility: expectedFacility,
        overlapsClaimed: false,
      },
    ],
    nextCursor: null,
  })
  expect(await shift.countEligibleByDay({ workerId, ...december, timeZone: 'America/New_York' })).toEqual({
    days: [{ day: '2026-12-01', shifts: 1, facilities: 1 }],
    total: 1,
  })
})

test('an inactive worker is known and gets no shifts', async () => {
  const { nurse } = await setUp(false)
  const workerId = nurse.id
  expect(await worker.byId({ workerId })).toMatchObject({
    isActive: false,
    documents: [{ name: 'CPR card' }],
  })
  expect(await facility.listEligible({ workerId })).toEqual({ facilities: [] })
  expect(await shift.listEligible({ workerId })).toEqual({ shifts: [], nextCursor: null })
  const counted = await shift.countEligibleByDay({ workerId, ...december, timeZone: 'UTC' })
  expect(counted).toEqual({ days: [], total: 0 })
})

test('a filter leaves out other facilities', async () => {
  const { nurse, clinic, card, openShift } = await setUp()
  const other = await makeFacility(db)
  await requireDocument(db, other, card)
  await makeShift(db, { facilityId: other.id })
  const input = { workerId: nurse.id, facilityIds: [clinic.id] }
  expect(await shift.listEligible(input)).toMatchObject({ shifts: [{ id: openShift.id }] })
  expect(await shift.countEligibleByDay({ ...input, ...december, timeZone: 'UTC' })).toMatchObject({
    total: 1,
  })
})

test('the total is the sum of the days', async () => {
  const { nurse, clinic } = await setUp()
  for (const startsAt of ['2026-12-02T20:00:00Z', '2026-12-05T20:00:00Z', '2026-12-05T21:00:00Z']) {
    await makeShift(db, { facilityId: clinic.id, startsAt })
  }
  const input = { workerId: nurse.id, ...december, timeZone: 'America/New_York' }
  expect(await shift.countEligibleByDay(input)).toEqual({
    days: [
      { day: '2026-12-01', shifts: 1, facilities: 1 },
      { day: '2026-12-02', shifts: 1, facilities: 1 },
      { day: '2026-12-05', shifts: 2, facilities: 1 },
    ],
    total: 4,
  })
})
