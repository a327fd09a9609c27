import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { savedFilter, worker } from '../src/schema.ts'
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
const clinic = await makeFacility(db)

const checkViolation = '23514'
const exclusionViolation = '23P01'
const uniqueViolation = '23505'
const foreignKeyViolation = '23503'

const refusedBecause = (code: string, constraint: string) => ({ cause: { code, constraint } })

describe('a shift', () => {
  const startsAt = '2026-12-01T14:00:00Z'
  const refused = refusedBecause(checkViolation, 'shift_lasts_up_to_a_day')

  test.each([
    ['before it starts', '2026-12-01T13:59:59Z'],
    ['when it starts', startsAt],
    ['more than 24 hours after it starts', '2026-12-02T14:00:00.000001Z'],
  ])('cannot end %s', async (_, endsAt) => {
    await expect(makeShift(db, { facilityId: clinic.id, startsAt, endsAt })).rejects.toMatchObject(refused)
  })

  test.each([
    ['on the next day, earlier by the clock', '2026-12-02T06:00:00Z'],
    ['exactly 24 hours after it starts', '2026-12-02T14:00:00Z'],
  ])('may end %s', async (_, endsAt) => {
    await expect(makeShift(db, { facilityId: clinic.id, startsAt, endsAt })).resolves.toMatchObject({
      endsAt,
    })
  })

  test('belongs to a facility that exists, and to a worker who does', async () => {
    const noFacility = makeShift(db, { facilityId: 2_147_483_647 })
    await expect(noFacility).rejects.toMatchObject({ cause: { code: foreignKeyViolation } })
    const noWorker = makeShift(db, { facilityId: clinic.id, workerId: 2_147_483_647 })
    await expect(noWorker).rejects.toMatchObject({ cause: { code: foreignKeyViolation } })
  })

  test('cannot have claimed_at without a worker', async () => {
    const claim = makeShift(db, { facilityId: clinic.id, claimedAt: '2026-11-01T00:00:00Z' })
    await expect(claim).rejects.toMatchObject(refusedBecause(checkViolation, 'shift_claimed_by_a_worker'))
  })
})

describe('two shifts that one worker claimed', () => {
  const claimedAt = '2026-11-01T00:00:00Z'
  const first = { startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-01T22:00:00Z' }
  const refused = refusedBecause(exclusionViolation, 'shift_claims_do_not_overlap')

  async function makeClaimer() {
    const { id: workerId } = await makeWorker(db)
    const claim = (values: Partial<Parameters<typeof makeShift>[1]> = {}) =>
      makeShift(db, { facilityId: clinic.id, workerId, claimedAt, ...first, ...values })
    return { claim }
  }

  test.each([
    ['be at the same time', first.startsAt, first.endsAt],
    ['overlap by a second', '2026-12-01T21:59:59Z', '2026-12-02T06:00:00Z'],
    ['contain one another', '2026-12-01T16:00:00Z', '2026-12-01T18:00:00Z'],
    ['overlap in the night', '2026-11-30T22:00:00Z', '2026-12-01T14:00:01Z'],
  ])('cannot %s', async (_, startsAt, endsAt) => {
    const { claim } = await makeClaimer()
    await claim()
    await expect(claim({ startsAt, endsAt })).rejects.toMatchObject(refused)
  })

  test('may follow one another without a break', async () => {
    const { claim } = await makeClaimer()
    await claim()
    await claim({ startsAt: '2026-12-01T06:00:00Z', endsAt: first.startsAt })
    await expect(claim({ startsAt: first.endsAt, endsAt: '2026-12-02T06:00:00Z' })).resolves.toBeDefined()
  })

  test('may overlap if either is an imported assignment', async () => {
    const { claim } = await makeClaimer()
    await claim({ claimedAt: null })
    await claim({ claimedAt: null })
    await expect(claim()).resolves.toBeDefined()
  })

  test('may overlap if one of them was deleted', async () => {
    const { claim } = await makeClaimer()
    await claim({ isDeleted: true })
    await expect(claim()).resolves.toBeDefined()
  })

  test('may overlap if they are of two workers', async () => {
    const [one, other] = [await makeClaimer(), await makeClaimer()]
    await one.claim()
    await expect(other.claim()).resolves.toBeDefined()
  })
})

test('a facility cannot require the same document twice', async () => {
  const card = await makeDocument(db)
  await requireDocument(db, clinic, card)
  await expect(requireDocument(db, clinic, card)).rejects.toMatchObject({ cause: { code: uniqueViolation } })
})

test('a worker cannot hold the same document twice', async () => {
  const [worker, card] = [await makeWorker(db), await makeDocument(db)]
  await giveDocument(db, worker, card)
  await expect(giveDocument(db, worker, card)).rejects.toMatchObject({ cause: { code: uniqueViolation } })
})

describe('a place', () => {
  test.each([
    ['a latitude without a longitude', { latitude: 41.88, longitude: null }],
    ['a longitude without a latitude', { latitude: null, longitude: -87.63 }],
    ['a latitude beyond a pole', { latitude: 90.0001, longitude: 0 }],
    ['a longitude beyond the date line', { latitude: 0, longitude: -180.0001 }],
    ['no number', { latitude: Number.NaN, longitude: 0 }],
  ])('of a facility or a home cannot be %s', async (_, { latitude, longitude }) => {
    const facility = makeFacility(db, { latitude, longitude })
    await expect(facility).rejects.toMatchObject(refusedBecause(checkViolation, 'facility_is_at_a_place'))
    const worker = makeWorker(db, { homeLatitude: latitude, homeLongitude: longitude })
    await expect(worker).rejects.toMatchObject(refusedBecause(checkViolation, 'worker_home_is_a_place'))
  })

  test.each([
    { latitude: null, longitude: null },
    { latitude: 90, longitude: -180 },
    { latitude: -90, longitude: 180 },
  ])('may be %j', async ({ latitude, longitude }) => {
    await expect(makeFacility(db, { latitude, longitude })).resolves.toMatchObject({ latitude, longitude })
    const home = { homeLatitude: latitude, homeLongitude: longitude }
    await expect(makeWorker(db, home)).resolves.toMatchObject(home)
  })
})

test('a saved filter is deleted with its worker', async () => {
  const { id: workerId } = await makeWorker(db)
  await db.insert(savedFilter).values({ workerId, filter: {} })
  await db.delete(worker).where(eq(worker.id, workerId))
  expect(await db.select().from(savedFilter).where(eq(savedFilter.workerId, workerId))).toEqual([])
})
