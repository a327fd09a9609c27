import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { invalidPaths, failureOf } from './failure.ts'
import { serviceToken, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const { worker, facility, shift, filter } = await api.caller(serviceToken)

const chicago = { latitude: 41.8781, longitude: -87.6298 }
const unknownId = 2_147_483_647

const call = (path: string, input: object, token = serviceToken) => api.callProcedure({ path, input }, token)
const change = (path: string, input: object, token = serviceToken) =>
  api.callProcedure({ path, input, type: 'mutation' }, token)

/** A worker and a facility at which only it may work, in the same place unless the home is unknown. */
async function setUp(home: typeof chicago | null = chicago) {
  const nurse = await makeWorker(db, { homeLatitude: home?.latitude, homeLongitude: home?.longitude })
  const card = await makeDocument(db)
  await giveDocument(db, nurse, card)
  const clinic = await makeFacility(db, { name: 'Lake Clinic', city: 'Chicago', state: 'IL', ...chicago })
  await requireDocument(db, clinic, card)
  return { workerId: nurse.id, clinic, card }
}

const idsOf = ({ shifts }: { shifts: { id: number }[] }) => shifts.map(({ id }) => id)

describe('the place of a facility', () => {
  test('is shown with the facility, and its city with every shift', async () => {
    const { workerId, clinic } = await setUp()
    await makeShift(db, { facilityId: clinic.id })
    const { id, name, timeZone } = clinic
    const shown = { id, name, timeZone, city: 'Chicago', state: 'IL' }
    const { facilities } = await facility.listEligible({ workerId })
    expect(facilities).toEqual([{ ...shown, ...chicago }])
    const { shifts } = await shift.listEligible({ workerId })
    expect(shifts).toMatchObject([{ facility: shown }])
    expect(shifts[0]?.facility).toEqual(shown)
  })
})

describe('a distance of 0 miles', () => {
  /** Whether a facility at 0°, 0° is within 0 miles of a place on its meridian. */
  async function isWithinZeroMiles(latitude: number): Promise<boolean> {
    const { workerId, card } = await setUp()
    const clinic = await makeFacility(db, { latitude: 0, longitude: 0 })
    await requireDocument(db, clinic, card)
    await makeShift(db, { facilityId: clinic.id })
    const near = { latitude, longitude: 0 }
    return (await shift.listEligible({ workerId, withinMiles: 0, near })).shifts.length > 0
  }

  test.each([0, 5e-324, 1e-9, -1e-8])(
    'includes a place %f degrees away, less than 2 mm',
    async (latitude) => {
      expect(await isWithinZeroMiles(latitude)).toBe(true)
    },
  )

  test('excludes a place 11 cm away', async () => {
    expect(await isWithinZeroMiles(1e-6)).toBe(false)
  })
})

describe('a home', () => {
  test('is set and forgotten, and distances are measured from it', async () => {
    const { workerId, clinic } = await setUp(null)
    const { id } = await makeShift(db, { facilityId: clinic.id })
    const near = { workerId, withinMiles: 25 }
    expect(await worker.byId({ workerId })).toMatchObject({ home: null })

    expect(await worker.setHome({ workerId, home: chicago })).toEqual({ home: chicago })
    expect(await worker.byId({ workerId })).toMatchObject({ home: chicago })
    expect(idsOf(await shift.listEligible(near))).toEqual([id])

    await worker.setHome({ workerId, home: { latitude: 21.3, longitude: -157.9 } })
    expect(idsOf(await shift.listEligible(near))).toEqual([])
    expect(idsOf(await shift.listEligible({ ...near, near: chicago }))).toEqual([id])

    expect(await worker.setHome({ workerId, home: null })).toEqual({ home: null })
    expect(await worker.byId({ workerId })).toMatchObject({ home: null })
  })

  test.each([
    'shift.listEligible',
    'shift.countEligibleByDay',
    'shift.listUnlocked',
    'shift.listOneDocumentAway',
    'document.listUnlocks',
  ])('that is not known is reported as an issue by %s if it is needed', async (path) => {
    const { workerId, card } = await setUp(null)
    const documentIds = path === 'shift.listUnlocked' ? [card.id] : undefined
    const window = { fromDay: '2026-12-01', toDay: '2027-01-01', documentIds }
    const response = await call(path, { workerId, ...window, withinMiles: 25 })
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(invalidPaths(response)).toEqual(['near'])
    expect(await call(path, { workerId, ...window, withinMiles: 25, near: chicago })).toMatchObject({
      status: 200,
    })
  })

  test.each([
    [{ latitude: 91, longitude: 0 }, 'home.latitude'],
    [{ latitude: 0, longitude: 181 }, 'home.longitude'],
    [{ latitude: 0 }, 'home.longitude'],
    [undefined, 'home'],
    ['Chicago', 'home'],
  ])('cannot be %j', async (home, complaint) => {
    const { workerId } = await setUp()
    const response = await change('worker.setHome', { workerId, home })
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(invalidPaths(response)).toEqual([complaint])
  })

  test('cannot be set by another worker', async () => {
    const [{ workerId }, other] = [await setUp(), await setUp()]
    const token = await workerToken(other.workerId)
    const response = await change('worker.setHome', { workerId, home: null }, token)
    expect(failureOf(response)).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(await worker.byId({ workerId })).toMatchObject({ home: chicago })
  })
})

describe('the default filter', () => {
  test('has no fields until a filter is saved, and is then the last saved one', async () => {
    const { workerId, clinic } = await setUp()
    expect(await filter.getDefault({ workerId })).toEqual({ filter: {} })
    const first = { weekdays: ['sat' as const], withinMiles: 25, near: chicago, facilityIds: [clinic.id] }
    expect(await filter.setDefault({ workerId, filter: first })).toEqual({ filter: first })
    expect(await filter.getDefault({ workerId })).toEqual({ filter: first })
    const second = { fitsAroundClaimed: true, minRestHours: 8.5 }
    await filter.setDefault({ workerId, filter: second })
    expect(await filter.getDefault({ workerId })).toEqual({ filter: second })
    await filter.setDefault({ workerId, filter: {} })
    expect(await filter.getDefault({ workerId })).toEqual({ filter: {} })
  })

  test('is not changed by an invalid filter, or by one that names an unknown facility', async () => {
    const { workerId } = await setUp()
    const saved = { partsOfDay: ['night' as const] }
    await filter.setDefault({ workerId, filter: saved })
    const impossible = await change('filter.setDefault', { workerId, filter: { minRestHours: 8 } })
    expect(failureOf(impossible)).toMatchObject({ status: 400 })
    expect(invalidPaths(impossible)).toEqual(['filter.minRestHours'])
    const unknown = await change('filter.setDefault', { workerId, filter: { facilityIds: [unknownId] } })
    expect(failureOf(unknown)).toMatchObject({ status: 404 })
    expect(await filter.getDefault({ workerId })).toEqual({ filter: saved })
  })
})

test.each([
  'null',
  '5',
  '"night"',
  '[]',
  '{"nonsense":1}',
  '{"weekdays":[]}',
  '{"weekdays":"mon"}',
  '{"minHours":1e400}',
  '{"minRestHours":8}',
  '{"near":{"latitude":91,"longitude":0},"withinMiles":1}',
])('a stored filter that is invalid counts as none: %s', async (stored) => {
  const { workerId } = await setUp()
  await db.execute(`insert into saved_filter values (${workerId}, '${stored}')`)
  expect(await filter.getDefault({ workerId })).toEqual({ filter: {} })
})

describe('a shift by its id', () => {
  test('has the fields of a listed shift, its status, and the required documents, held or not', async () => {
    const { workerId, clinic, card } = await setUp()
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id })
    const [listed] = (await shift.listEligible({ workerId })).shifts
    const held = { id: card.id, name: card.name, isHeld: true }
    expect(await shift.byId({ workerId, shiftId })).toEqual({
      ...listed,
      status: 'open',
      requiredDocuments: [held],
    })
    const missing = await makeDocument(db, { name: 'Aerosol training', isActive: false })
    await requireDocument(db, clinic, missing)
    expect(await shift.byId({ workerId, shiftId })).toMatchObject({
      status: 'open',
      requiredDocuments: [{ id: missing.id, name: 'Aerosol training', isHeld: false }, held],
    })
  })

  test('shows who has claimed it only to the worker who has', async () => {
    const [{ workerId, clinic }, other] = [await setUp(), await setUp()]
    const { id: shiftId } = await makeShift(db, { facilityId: clinic.id, workerId })
    expect(await shift.byId({ workerId, shiftId })).toMatchObject({ status: 'claimed' })
    const seen = await shift.byId({ workerId: other.workerId, shiftId })
    expect(seen).toMatchObject({ status: 'taken', overlapsClaimed: false })
    expect(Object.keys(seen).toSorted()).toEqual([
      'endsAt',
      'facility',
      'id',
      'overlapsClaimed',
      'profession',
      'requiredDocuments',
      'startsAt',
      'status',
    ])
    const deleted = await makeShift(db, { facilityId: clinic.id, workerId, isDeleted: true })
    expect(await shift.byId({ workerId, shiftId: deleted.id })).toMatchObject({ status: 'deleted' })
  })

  test('is returned even if the worker may not take it', async () => {
    const { workerId } = await setUp()
    const inactive = await makeFacility(db, { isActive: false })
    const { id: shiftId } = await makeShift(db, { facilityId: inactive.id, profession: 'CNA' })
    expect(await shift.byId({ workerId, shiftId })).toMatchObject({ status: 'open', requiredDocuments: [] })
  })

  test('is NOT_FOUND for an unknown id', async () => {
    const { workerId } = await setUp()
    const response = await call('shift.byId', { workerId, shiftId: unknownId })
    expect(failureOf(response)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })
})

test('a cursor belongs to its filter and its window of days', async () => {
  const { workerId, clinic } = await setUp()
  for (let n = 0; n < 3; n++) await makeShift(db, { facilityId: clinic.id })
  const selection = { workerId, fromDay: '2026-12-01', partsOfDay: ['day'], withinMiles: 5, near: chicago }
  const { nextCursor } = await shift.listEligible({ ...selection, partsOfDay: ['day'], limit: 1 })
  const next = (changed: object) =>
    call('shift.listEligible', { ...selection, cursor: nextCursor, ...changed })
  expect(await next({})).toMatchObject({ status: 200 })
  for (const changed of [
    { fromDay: '2026-11-30' },
    { fromDay: undefined, from: '2026-12-01T00:00:00Z' },
    { partsOfDay: ['day', 'night'] },
    { partsOfDay: undefined },
    { withinMiles: 6 },
    { near: { ...chicago, latitude: 41.88 } },
    { notStarted: true },
  ]) {
    const response = await next(changed)
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(invalidPaths(response)).toEqual(['cursor'])
  }
})

test('counts without a time zone use the days of each facility’s clock', async () => {
  const { workerId, clinic, card } = await setUp()
  const honolulu = await makeFacility(db, { timeZone: 'Pacific/Honolulu' })
  await requireDocument(db, honolulu, card)
  // 23:30 on November 30 in Honolulu, 03:30 on December 1 in Chicago.
  const time = { startsAt: '2026-12-01T09:30:00Z', endsAt: '2026-12-01T17:30:00Z' }
  const ids = []
  for (const facilityId of [clinic.id, honolulu.id])
    ids.push((await makeShift(db, { facilityId, ...time })).id)
  const days = { fromDay: '2026-11-30', toDay: '2026-12-02' }
  const counted = (day: string) => ({ day, shifts: 1, facilities: 1 })
  expect(await shift.countEligibleByDay({ workerId, ...days })).toEqual({
    days: [counted('2026-11-30'), counted('2026-12-01')],
    total: 2,
  })
  expect(await shift.countEligibleByDay({ workerId, ...days, timeZone: 'UTC' })).toEqual({
    days: [{ day: '2026-12-01', shifts: 2, facilities: 2 }],
    total: 2,
  })
  expect(idsOf(await shift.listEligible({ workerId, fromDay: '2026-12-01' }))).toEqual([ids[0]])
  expect(idsOf(await shift.listEligible({ workerId, toDay: '2026-12-01' }))).toEqual([ids[1]])
})
