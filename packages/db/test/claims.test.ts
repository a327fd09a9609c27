import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  claimShift,
  ConflictError,
  explainEligibility,
  listClaimedShifts,
  listEligibleShifts,
  NotEligibleError,
  NotFoundError,
  releaseShift,
} from '../src/index.ts'
import { claimEvent, facility, shift } from '../src/schema.ts'
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

/** Far in the future, so that it has not started whenever the tests run. */
const ahead = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }
const unknown = 2_147_483_647

async function setUp(start: { startsAt: string; endsAt: string } = ahead) {
  const nurse = await makeWorker(db)
  const clinic = await makeFacility(db)
  const open = await makeShift(db, { facilityId: clinic.id, ...start })
  return { nurse, clinic, open }
}

const claim = (nurse: { id: number }, { id: shiftId }: { id: number }) =>
  claimShift(db, { workerId: nurse.id, shiftId, principal: `worker:${nurse.id}`, requestId: 'claim-1' })
const release = (nurse: { id: number }, { id: shiftId }: { id: number }) =>
  releaseShift(db, { workerId: nurse.id, shiftId, principal: `worker:${nurse.id}`, requestId: 'release-1' })

const eventsOf = async ({ id }: { id: number }) =>
  (await db.select().from(claimEvent).where(eq(claimEvent.shiftId, id)).orderBy(claimEvent.id)).map(
    ({ action, workerId, principal, requestId }) => ({ action, workerId, principal, requestId }),
  )

const conflict = (reason: string) => ({ name: 'ConflictError', reason })

describe('a claim', () => {
  test('assigns the shift to the worker, and the shift is no longer listed as eligible', async () => {
    const { nurse, clinic, open } = await setUp()
    const claimed = await claim(nurse, open)
    expect(claimed).toMatchObject({
      id: open.id,
      ...ahead,
      facility: { id: clinic.id, name: clinic.name },
      overlapsClaimed: false,
    })
    expect(claimed.claimedAt).toMatch(/^\d{4}-.*Z$/)
    expect(await listClaimedShifts(db, { workerId: nurse.id, limit: 10 })).toEqual([claimed])
    expect(await listEligibleShifts(db, { workerId: nurse.id, facilityIds: [clinic.id], limit: 10 })).toEqual(
      [],
    )
  })

  test('is recorded with principal, worker and request', async () => {
    const { nurse, open } = await setUp()
    await claim(nurse, open)
    expect(await eventsOf(open)).toEqual([
      { action: 'claim', workerId: nurse.id, principal: `worker:${nurse.id}`, requestId: 'claim-1' },
    ])
  })

  test('returns the same when it is repeated, and is recorded once', async () => {
    const { nurse, open } = await setUp()
    expect(await claim(nurse, open)).toEqual(await claim(nurse, open))
    expect(await eventsOf(open)).toHaveLength(1)
  })

  test('is refused if another worker has claimed the shift', async () => {
    const { nurse, open } = await setUp()
    await claim(await makeWorker(db), open)
    await expect(claim(nurse, open)).rejects.toMatchObject(conflict('ALREADY_CLAIMED'))
    await expect(claim(nurse, open)).rejects.toThrow(ConflictError)
  })

  test('is refused once the shift has started', async () => {
    const { nurse, open } = await setUp({ startsAt: '2001-12-01T14:00:00Z', endsAt: '2001-12-01T22:00:00Z' })
    await expect(claim(nurse, open)).rejects.toMatchObject(conflict('ALREADY_STARTED'))
    expect(await eventsOf(open)).toEqual([])
  })

  test.each([
    ['a claim', '2100-11-30T00:00:00Z'],
    ['an imported assignment', null],
  ])('is refused while the worker has %s at that time', async (_, claimedAt) => {
    const { nurse, clinic, open } = await setUp()
    const during = { startsAt: '2100-12-01T20:00:00Z', endsAt: '2100-12-02T04:00:00Z' }
    await makeShift(db, { facilityId: clinic.id, ...during, workerId: nurse.id, claimedAt })
    await expect(claim(nurse, open)).rejects.toMatchObject(conflict('OVERLAPS_CLAIMED'))
  })

  test('may follow a shift of the worker without a break', async () => {
    const { nurse, clinic, open } = await setUp()
    const before = { startsAt: '2100-12-01T06:00:00Z', endsAt: ahead.startsAt }
    await makeShift(db, { facilityId: clinic.id, ...before, workerId: nurse.id, claimedAt: before.startsAt })
    await expect(claim(nurse, open)).resolves.toMatchObject({ id: open.id })
  })

  test('is refused for an unknown shift or worker', async () => {
    const { nurse, open } = await setUp()
    await expect(claim(nurse, { id: unknown })).rejects.toThrow(NotFoundError)
    await expect(claim({ id: unknown }, open)).rejects.toThrow(NotFoundError)
  })

  test('is refused with every reason why the worker is not eligible', async () => {
    const card = await makeDocument(db, { name: 'TB test', isActive: false })
    const held = await makeDocument(db)
    const clinic = await makeFacility(db, { isActive: false })
    for (const document of [card, held]) await requireDocument(db, clinic, document)
    const aide = await makeWorker(db, { profession: 'CNA', isActive: false })
    await giveDocument(db, aide, held)
    const other = await makeWorker(db)
    const taken = { ...ahead, isDeleted: true, workerId: other.id, claimedAt: '2026-01-01T00:00:00Z' }
    const shift = await makeShift(db, { facilityId: clinic.id, ...taken })
    const refusal = await claim(aide, shift).catch((error: unknown) => error)
    if (!(refusal instanceof NotEligibleError)) throw new Error('The claim was not refused.')
    expect(refusal.reasons.map(({ code }) => code)).toEqual([
      'FACILITY_INACTIVE',
      'SHIFT_DELETED',
      'WORKER_INACTIVE',
      'SHIFT_CLAIMED',
      'DOCUMENTS_MISSING',
      'PROFESSION_MISMATCH',
    ])
    expect(refusal.reasons.find(({ documents }) => documents)?.documents).toEqual([
      { id: card.id, name: 'TB test' },
    ])
    expect(await explainEligibility(db, { workerId: aide.id, shiftId: shift.id })).toEqual(refusal.reasons)
  })

  test('succeeds for exactly one of many workers at once', async () => {
    const { open } = await setUp()
    const nurses = await Promise.all(Array.from({ length: 20 }, () => makeWorker(db)))
    const outcomes = await Promise.allSettled(nurses.map((nurse) => claim(nurse, open)))
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(19)
    for (const refusal of refused) expect(refusal).toMatchObject({ reason: conflict('ALREADY_CLAIMED') })
    expect(await eventsOf(open)).toHaveLength(1)
  })

  test('succeeds for only one of overlapping shifts that a worker claims at once', async () => {
    const { nurse, clinic } = await setUp()
    const at = (hour: number) => new Date(Date.parse(ahead.startsAt) + hour * 3_600_000).toISOString()
    const overlapping = await Promise.all(
      Array.from({ length: 12 }, (_, hour) =>
        makeShift(db, { facilityId: clinic.id, startsAt: at(hour / 2), endsAt: at(hour / 2 + 8) }),
      ),
    )
    const outcomes = await Promise.allSettled(overlapping.map((shift) => claim(nurse, shift)))
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(11)
    for (const refusal of refused) expect(refusal).toMatchObject({ reason: conflict('OVERLAPS_CLAIMED') })
  })
})

describe('a release', () => {
  test('opens the shift again, and is recorded', async () => {
    const { nurse, clinic, open } = await setUp()
    await claim(nurse, open)
    expect(await release(nurse, open)).toMatchObject({ id: open.id, claimedAt: null })
    expect(await listClaimedShifts(db, { workerId: nurse.id, limit: 10 })).toEqual([])
    const listed = await listEligibleShifts(db, { workerId: nurse.id, facilityIds: [clinic.id], limit: 10 })
    expect(listed.map(({ id }) => id)).toEqual([open.id])
    expect((await eventsOf(open)).map(({ action }) => action)).toEqual(['claim', 'release'])
  })

  test('returns the same when it is repeated, also after another worker has claimed the shift', async () => {
    const { nurse, open } = await setUp()
    await claim(nurse, open)
    const released = await release(nurse, open)
    expect(await release(nurse, open)).toEqual(released)
    await claim(await makeWorker(db), open)
    expect(await release(nurse, open)).toMatchObject({ id: open.id, claimedAt: null })
    expect(await eventsOf(open)).toHaveLength(3)
  })

  test('is refused to a worker who has not claimed the shift', async () => {
    const { nurse, open } = await setUp()
    await expect(release(nurse, open)).rejects.toMatchObject(conflict('NOT_CLAIMED_BY_WORKER'))
    const other = await makeWorker(db)
    await claim(other, open)
    await expect(release(nurse, open)).rejects.toMatchObject(conflict('NOT_CLAIMED_BY_WORKER'))
    expect(await listClaimedShifts(db, { workerId: other.id, limit: 10 })).toHaveLength(1)
  })

  test('is refused once the shift has started', async () => {
    const { nurse, clinic } = await setUp()
    const past = { startsAt: '2001-12-01T14:00:00Z', endsAt: '2001-12-01T22:00:00Z' }
    const started = await makeShift(db, {
      facilityId: clinic.id,
      ...past,
      workerId: nurse.id,
      claimedAt: past.startsAt,
    })
    await expect(release(nurse, started)).rejects.toMatchObject(conflict('ALREADY_STARTED'))
  })

  test('is refused for an unknown shift or worker', async () => {
    const { nurse, open } = await setUp()
    await expect(release(nurse, { id: unknown })).rejects.toThrow(NotFoundError)
    await expect(release({ id: unknown }, open)).rejects.toThrow(NotFoundError)
  })
})

describe('the worker’s claimed shifts', () => {
  test('are listed by start, page by page, imported ones too, deleted ones not', async () => {
    const { nurse, clinic } = await setUp()
    const claimed = { facilityId: clinic.id, workerId: nurse.id }
    const at = (day: string) => ({ startsAt: `${day}T14:00:00Z`, endsAt: `${day}T22:00:00Z` })
    const third = await makeShift(db, {
      ...claimed,
      ...at('2100-12-03'),
      claimedAt: '2026-11-01T00:00:00.000001Z',
    })
    const first = await makeShift(db, { ...claimed, ...at('2100-12-01') })
    const second = await makeShift(db, { ...claimed, ...at('2100-12-02') })
    await makeShift(db, { ...claimed, ...at('2100-12-02'), isDeleted: true })
    const page = await listClaimedShifts(db, { workerId: nurse.id, limit: 2 })
    expect(page.map(({ id, claimedAt }) => [id, claimedAt])).toEqual([
      [first.id, null],
      [second.id, null],
    ])
    const rest = await listClaimedShifts(db, { workerId: nurse.id, limit: 2, after: second })
    expect(rest.map(({ id, claimedAt }) => [id, claimedAt])).toEqual([
      [third.id, '2026-11-01T00:00:00.000001Z'],
    ])
    const window = { from: second.startsAt, to: third.startsAt }
    expect(await listClaimedShifts(db, { workerId: nurse.id, ...window, limit: 9 })).toEqual([page[1]])
  })

  test('are NOT_FOUND for an unknown worker', async () => {
    await expect(listClaimedShifts(db, { workerId: unknown, limit: 1 })).rejects.toThrow(NotFoundError)
  })
})

describe('an explanation', () => {
  test('is empty for a shift that the worker may take', async () => {
    const { nurse, open } = await setUp()
    expect(await explainEligibility(db, { workerId: nurse.id, shiftId: open.id })).toEqual([])
  })

  test('changes with the data', async () => {
    const { nurse, clinic, open } = await setUp()
    await db.update(facility).set({ isActive: false }).where(eq(facility.id, clinic.id))
    await db.update(shift).set({ isDeleted: true }).where(eq(shift.id, open.id))
    const reasons = await explainEligibility(db, { workerId: nurse.id, shiftId: open.id })
    expect(reasons.map(({ code }) => code)).toEqual(['FACILITY_INACTIVE', 'SHIFT_DELETED'])
  })
})

test('refuses to change or delete a claim event', async () => {
  const { nurse, open } = await setUp()
  await claim(nurse, open)
  const appendOnly = { cause: { message: 'claim_event is append-only' } }
  await expect(db.execute(sql`update claim_event set worker_id = 1`)).rejects.toMatchObject(appendOnly)
  await expect(db.execute(sql`delete from claim_event`)).rejects.toMatchObject(appendOnly)
})
