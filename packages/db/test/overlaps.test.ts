import { expect, test } from 'vitest'
import { listEligibleShifts } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'

const { db } = await useTestDatabase()

const open = { startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-01T22:00:00Z' }
const claimedAt = '2026-11-01T00:00:00Z'

type ClaimedTime = { startsAt: string; endsAt: string; isDeleted?: boolean; claimedAt?: string | null }

/** Whether the open shift is marked as overlapping, for a worker who has claimed the other one. */
async function isMarked(claimed: ClaimedTime, isByAnotherWorker = false): Promise<boolean | undefined> {
  const worker = await makeWorker(db)
  const claimant = isByAnotherWorker ? await makeWorker(db) : worker
  const clinic = await makeFacility(db)
  const shift = await makeShift(db, { facilityId: clinic.id, ...open })
  await makeShift(db, { facilityId: clinic.id, workerId: claimant.id, claimedAt, ...claimed })
  const listed = await listEligibleShifts(db, { workerId: worker.id, facilityIds: [clinic.id], limit: 10 })
  expect(listed.map(({ id }) => id)).toEqual([shift.id])
  return listed[0]?.overlapsClaimed
}

test.each([
  ['is the same hours', '2026-12-01T14:00:00Z', '2026-12-01T22:00:00Z'],
  ['contains it', '2026-12-01T12:00:00Z', '2026-12-02T00:00:00Z'],
  ['lies within it', '2026-12-01T16:00:00Z', '2026-12-01T18:00:00Z'],
  ['ends after it began', '2026-12-01T08:00:00Z', '2026-12-01T14:00:00.000001Z'],
  ['begins before it ends', '2026-12-01T21:59:59.999999Z', '2026-12-02T06:00:00Z'],
  ['began the day before', '2026-11-30T14:00:01Z', '2026-12-01T14:00:01Z'],
])(
  'a shift is still listed, but marked, if one that the worker has claimed %s',
  async (_, startsAt, endsAt) => {
    expect(await isMarked({ startsAt, endsAt })).toBe(true)
  },
)

test.each([
  ['ends when it begins', '2026-12-01T06:00:00Z', '2026-12-01T14:00:00Z'],
  ['ends when it begins, a full day long', '2026-11-30T14:00:00Z', '2026-12-01T14:00:00Z'],
  ['begins when it ends', '2026-12-01T22:00:00Z', '2026-12-02T06:00:00Z'],
  ['has the same hours of another day', '2026-12-02T14:00:00Z', '2026-12-02T22:00:00Z'],
])('a shift is not marked if one that the worker has claimed %s', async (_, startsAt, endsAt) => {
  expect(await isMarked({ startsAt, endsAt })).toBe(false)
})

test('a shift is marked for an imported assignment too', async () => {
  expect(await isMarked({ ...open, claimedAt: null })).toBe(true)
})

test('a shift is not marked for a claimed one that was deleted', async () => {
  expect(await isMarked({ ...open, isDeleted: true })).toBe(false)
})

test('a shift is not marked for the claim of another worker', async () => {
  expect(await isMarked(open, true)).toBe(false)
})
