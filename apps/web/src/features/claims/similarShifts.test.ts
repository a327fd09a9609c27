import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byStart, type Shift } from '@/shared/shift/shift.ts'
import { chooseSimilar } from './similarShifts.ts'

const chicago = 'America/Chicago'

const shiftOf = (id: number, startsAt: string, facilityId = 1): Shift => ({
  id,
  startsAt,
  endsAt: new Date(Date.parse(startsAt) + 8 * 3_600_000).toISOString(),
  profession: 'RN',
  facility: { id: facilityId, name: `Clinic ${facilityId}`, timeZone: chicago, city: null, state: null },
  overlapsClaimed: false,
})
const idsOf = (shifts: readonly Shift[]) => shifts.map(({ id }) => id)

/** Saturday, December 5, at 7 PM in Chicago. */
const lost = shiftOf(1, '2026-12-06T01:00:00Z')

test('chooses the shifts of the facility before those nearby', () => {
  const sameFacility = [shiftOf(2, '2026-12-09T01:00:00Z')]
  const nearby = [shiftOf(3, '2026-12-06T01:00:00Z', 7)]
  expect(idsOf(chooseSimilar(lost, { sameFacility, nearby }, chicago))).toEqual([2, 3])
})

test('prefers the same part of the day, then the closest start', () => {
  const morning = shiftOf(2, '2026-12-05T13:00:00Z')
  const nextNight = shiftOf(3, '2026-12-07T01:00:00Z')
  const lateNight = shiftOf(4, '2026-12-06T05:00:00Z')
  const sameFacility = [morning, lateNight, nextNight]
  expect(idsOf(chooseSimilar(lost, { sameFacility, nearby: [] }, chicago))).toEqual([4, 3, 2])
})

test('chooses one of several shifts at one facility with the same hours', () => {
  const sameFacility = [shiftOf(3, '2026-12-06T01:00:00Z'), shiftOf(2, '2026-12-06T01:00:00Z')]
  const nearby = [shiftOf(4, '2026-12-06T01:00:00Z', 7), ...sameFacility]
  expect(idsOf(chooseSimilar(lost, { sameFacility, nearby }, chicago))).toEqual([2, 4])
})

const shift = fc
  .record({ hour: fc.integer({ min: -72, max: 96 }), facilityId: fc.integer({ min: 1, max: 4 }) })
  .map(({ hour, facilityId }) => ({
    startsAt: new Date(Date.parse(lost.startsAt) + hour * 3_600_000).toISOString(),
    facilityId,
  }))
const candidates = fc.array(shift, { maxLength: 20 }).map((all) => {
  const shifts = all
    .map(({ startsAt, facilityId }, n) => shiftOf(n + 1, startsAt, facilityId))
    .toSorted(byStart)
  return { sameFacility: shifts.filter(({ facility }) => facility.id === 1), nearby: shifts }
})

test('chooses at most five different candidates, and never the shift itself', () => {
  fc.assert(
    fc.property(candidates, ({ sameFacility, nearby }) => {
      const chosen = chooseSimilar(lost, { sameFacility, nearby }, chicago)
      const others = nearby.filter(({ id }) => id !== lost.id)
      const kinds = new Set(others.map(({ facility, startsAt }) => `${facility.id} ${startsAt}`))
      expect(chosen).toHaveLength(Math.min(kinds.size, 5))
      expect(new Set(chosen.map(({ facility, startsAt }) => `${facility.id} ${startsAt}`)).size).toBe(
        chosen.length,
      )
      expect(others).toEqual(expect.arrayContaining(chosen))
    }),
  )
})
