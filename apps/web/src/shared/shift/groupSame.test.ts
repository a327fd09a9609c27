import { expect, test } from 'vitest'
import { groupSame } from './groupSame.ts'
import type { ClaimedShift, Shift } from './shift.ts'
import type { WorkerShift } from './workerShift.ts'

function makeShift(id: number, facilityId: number, startHour: number): Shift {
  const instant = (hour: number) => new Date(Date.UTC(2026, 11, 5, hour)).toISOString()
  return {
    id,
    startsAt: instant(startHour),
    endsAt: instant(startHour + 8),
    profession: 'RN',
    facility: {
      id: facilityId,
      name: `Facility ${facilityId}`,
      timeZone: 'America/Chicago',
      city: null,
      state: null,
    },
    overlapsClaimed: false,
  }
}

const open = (shift: Shift): WorkerShift => ({ kind: 'open', shift })
const claimed = (shift: Shift): WorkerShift => {
  const claimedShift: ClaimedShift = { ...shift, claimedAt: null }
  return { kind: 'claimed', shift: claimedShift }
}

test('puts open shifts of one facility with the same hours together, at the place of the first', () => {
  const items = [
    open(makeShift(1, 7, 13)),
    open(makeShift(2, 8, 13)),
    open(makeShift(3, 7, 13)),
    open(makeShift(4, 7, 14)),
  ]
  expect(groupSame(items).map(({ item, count }) => [item.shift.id, count])).toEqual([
    [1, 2],
    [2, 1],
    [4, 1],
  ])
})

test('keeps claimed shifts apart', () => {
  const items = [claimed(makeShift(1, 7, 13)), open(makeShift(2, 7, 13)), claimed(makeShift(3, 7, 13))]
  expect(groupSame(items)).toEqual(items.map((item) => ({ item, count: 1 })))
})
