import { QueryClient, type InfiniteData, type QueryKey } from '@tanstack/react-query'
import { getQueryKey } from '@trpc/react-query'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trpc } from '@/lib/trpc.ts'
import { matchesFilter } from '@/shared/filter/matchesFilter.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { byStart, overlap, type ClaimedShift, type Shift } from '@/shared/shift/shift.ts'
import { instantsOf, shiftDay, type DayWindow } from '@/shared/time/period.ts'
import { createShiftCache } from './shiftCache.ts'

const timeZone = 'America/Chicago'
const workerId = 1
const month: DayWindow = { fromDay: '2026-12-01', toDay: '2027-01-01' }
const monthStart = Date.parse('2026-12-01T06:00:00Z')

interface Page<S> {
  shifts: S[]
  nextCursor: string | null
}

function makeShift(id: number, startHour: number, facilityId = 1): Shift {
  const start = monthStart + startHour * 3_600_000
  return {
    id,
    startsAt: new Date(start).toISOString(),
    endsAt: new Date(start + 8 * 3_600_000).toISOString(),
    profession: 'RN',
    facility: { id: facilityId, name: `Facility ${facilityId}`, timeZone, city: null, state: null },
    overlapsClaimed: false,
  }
}

const toClaimed = (shift: Shift): ClaimedShift => ({ ...shift, claimedAt: '2026-11-28T12:00:00.000Z' })

/** Some open shifts of the month at three facilities, in the order of the API. */
const openShifts = fc
  .array(fc.record({ hour: fc.integer({ min: 0, max: 600 }), facilityId: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((items) => items.map(({ hour, facilityId }, id) => makeShift(id, hour, facilityId)).toSorted(byStart))

function countDays(shifts: Shift[]) {
  const counts = new Map<string, number>()
  for (const shift of shifts) {
    const day = shiftDay(shift, 'UTC')
    counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts].map(([day, count]) => ({ day, shifts: count, facilities: 1 }))
}

const listKey = (facilityIds?: number[]) =>
  getQueryKey(trpc.shift.listEligible, { workerId, ...month, limit: 100, facilityIds }, 'query')
const countKey = (filter: ShiftFilter = {}) =>
  getQueryKey(trpc.shift.countEligibleByDay, { workerId, ...month, ...filter }, 'query')
const claimedKey = (days = month) =>
  getQueryKey(trpc.shift.listClaimed, { workerId, ...instantsOf(days), limit: 500 }, 'query')

function createCache() {
  const queryClient = new QueryClient()
  const shiftsOf = (key: QueryKey) => queryClient.getQueryData<Page<Shift>>(key)?.shifts
  const setShifts = (key: QueryKey, shifts: Shift[], nextCursor: string | null = null) =>
    queryClient.setQueryData(key, { shifts, nextCursor })
  return { queryClient, cache: createShiftCache(queryClient), shiftsOf, setShifts }
}

test('removes a shift from the lists and from exactly the counts that contain it', () => {
  fc.assert(
    fc.property(openShifts, fc.nat(), (shifts, n) => {
      const { queryClient, cache, shiftsOf, setShifts } = createCache()
      const filters = [undefined, [1], [2, 3]]
      const kept = (facilityIds: number[] | undefined, all: Shift[]) =>
        all.filter((shift) => matchesFilter({ facilityIds }, shift))
      for (const facilityIds of filters) {
        const matching = kept(facilityIds, shifts)
        setShifts(listKey(facilityIds), matching)
        queryClient.setQueryData(countKey({ facilityIds }), {
          days: countDays(matching),
          total: matching.length,
        })
      }
      const removed = shifts[n % shifts.length]
      expect(cache.removeOpen(removed?.id ?? -1)).toBe(true)
      const others = shifts.filter((shift) => shift !== removed)
      for (const facilityIds of filters) {
        const matching = kept(facilityIds, others)
        expect(shiftsOf(listKey(facilityIds))).toEqual(matching)
        expect(queryClient.getQueryData(countKey({ facilityIds }))).toEqual({
          days: countDays(matching),
          total: matching.length,
        })
      }
    }),
  )
})

test('changes nothing if the removed shift is not loaded', () => {
  const { queryClient, cache, shiftsOf, setShifts } = createCache()
  const shifts = [makeShift(1, 10)]
  setShifts(listKey(), shifts)
  queryClient.setQueryData(countKey(), { days: countDays(shifts), total: 1 })
  expect(cache.removeOpen(2)).toBe(false)
  expect(shiftsOf(listKey())).toEqual(shifts)
  expect(queryClient.getQueryData(countKey())).toMatchObject({ total: 1 })
})

const home = { latitude: 41.88, longitude: -87.63 }
const facilityAt = (id: number, place: { latitude: number | null; longitude: number | null }) => ({
  id,
  name: `Facility ${id}`,
  timeZone,
  city: null,
  state: null,
  ...place,
})

test('takes a shift near home from the count of a distance, and no other', () => {
  const { queryClient, cache, setShifts } = createCache()
  const shifts = [makeShift(1, 10, 1), makeShift(2, 30, 2), makeShift(3, 50, 3)]
  setShifts(listKey(), shifts)
  queryClient.setQueryData(getQueryKey(trpc.worker.byId, { workerId }, 'query'), { id: workerId, home })
  queryClient.setQueryData(getQueryKey(trpc.facility.listEligible, { workerId }, 'query'), {
    facilities: [
      facilityAt(1, { latitude: 41.9, longitude: -87.65 }),
      facilityAt(2, { latitude: 42.36, longitude: -71.06 }),
      facilityAt(3, { latitude: null, longitude: null }),
    ],
  })
  const near = countKey({ withinMiles: 25 })
  queryClient.setQueryData(near, { days: countDays(shifts.slice(0, 1)), total: 1 })
  for (const id of [2, 3]) expect(cache.removeOpen(id)).toBe(true)
  expect(queryClient.getQueryData(near)).toMatchObject({ total: 1 })
  expect(cache.removeOpen(1)).toBe(true)
  expect(queryClient.getQueryData(near)).toEqual({ days: [], total: 0 })
})

test.each<ShiftFilter>([{ withinMiles: 25 }, { fitsAroundClaimed: true, minRestHours: 10 }])(
  'leaves a count as it is where its filter cannot be decided in the browser: %j',
  (filter) => {
    const { queryClient, cache, setShifts } = createCache()
    const shifts = [makeShift(1, 10)]
    setShifts(listKey(), shifts)
    const counted = { days: countDays(shifts), total: 1 }
    queryClient.setQueryData(countKey(filter), counted)
    expect(cache.removeOpen(1)).toBe(true)
    expect(queryClient.getQueryData(countKey(filter))).toEqual(counted)
  },
)

test('moves a claimed shift to the claimed shifts, and marks the open shifts that overlap it', () => {
  fc.assert(
    fc.property(openShifts, fc.nat(), (shifts, n) => {
      const { cache, shiftsOf, setShifts } = createCache()
      const index = n % shifts.length
      const [shift = makeShift(0, 0)] = shifts.slice(index, index + 1)
      setShifts(listKey(), shifts)
      setShifts(claimedKey(), [])
      cache.claim(toClaimed(shift))
      const others = shifts.filter(({ id }) => id !== shift.id)
      expect(shiftsOf(listKey())).toEqual(
        others.map((other) => (overlap(other, shift) ? { ...other, overlapsClaimed: true } : other)),
      )
      expect(shiftsOf(claimedKey())).toEqual([toClaimed(shift)])
    }),
  )
})

test('keeps the claimed shifts in order, each once, whatever the order of the claims', () => {
  fc.assert(
    fc.property(openShifts, openShifts, (shifts, again) => {
      const { cache, shiftsOf, setShifts } = createCache()
      setShifts(claimedKey(), [])
      const claims = [...shifts, ...again.filter(({ id }) => id < shifts.length)]
      for (const { id } of claims) {
        const shift = shifts.find((other) => other.id === id)
        if (shift) cache.claim(toClaimed(shift))
      }
      expect(shiftsOf(claimedKey())).toEqual(shifts.map(toClaimed))
    }),
  )
})

test('adds a claimed shift only to lists whose window contains it', () => {
  const { cache, shiftsOf, setShifts } = createCache()
  const shift = makeShift(1, 30)
  const dayBefore = { fromDay: '2026-11-29', toDay: '2026-11-30' }
  setShifts(claimedKey(), [])
  setShifts(claimedKey(dayBefore), [])
  cache.claim(toClaimed(shift))
  expect(shiftsOf(claimedKey())).toEqual([toClaimed(shift)])
  expect(shiftsOf(claimedKey(dayBefore))).toEqual([])
})

test('adds a claimed shift to its page, and to none if that page is not loaded', () => {
  const { queryClient, cache } = createCache()
  const input = { workerId, from: instantsOf(month).from, limit: 2 }
  const key = getQueryKey(trpc.shift.listClaimed, input, 'infinite')
  const pages = [
    { shifts: [10, 30].map((hour) => toClaimed(makeShift(hour, hour))), nextCursor: 'second' },
    { shifts: [50, 70].map((hour) => toClaimed(makeShift(hour, hour))), nextCursor: 'third' },
  ]
  queryClient.setQueryData(key, { pages, pageParams: [null, 'second'] })
  for (const hour of [20, 60, 90]) cache.claim(toClaimed(makeShift(hour, hour)))
  const ids = queryClient
    .getQueryData<InfiniteData<Page<Shift>>>(key)
    ?.pages.map(({ shifts }) => shifts.map(({ id }) => id))
  expect(ids).toEqual([
    [10, 20, 30],
    [50, 60, 70],
  ])
})

test('removes a released shift from the claimed shifts', () => {
  const { cache, shiftsOf, setShifts } = createCache()
  const [one, other] = [makeShift(1, 10), makeShift(2, 30)].map(toClaimed)
  if (!one || !other) throw new Error('There are no shifts.')
  setShifts(claimedKey(), [one, other])
  cache.release(one)
  expect(shiftsOf(claimedKey())).toEqual([other])
})
