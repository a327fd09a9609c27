import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eligibleShifts, fixtureWithQuery, type Fixture } from '@shifts/testing'
import { coordinatesOf } from '@/shared/place/distance.ts'
import { matchesFilter, type Surroundings } from './matchesFilter.ts'
import { noFilter, type ShiftFilter } from './shiftFilter.ts'

type Worker = Fixture['workers'][number]

const placeIn = ({
  latitude = null,
  longitude = null,
}: {
  latitude?: number | null
  longitude?: number | null
}) => coordinatesOf({ latitude, longitude }) ?? null

/** Everything that a page can know about the fixture. */
function surroundingsOf(fixture: Fixture, worker: Worker): Surroundings {
  const places = new Map(fixture.facilities.map((facility) => [facility.id, placeIn(facility)]))
  const { homeLatitude: latitude = null, homeLongitude: longitude = null } = worker
  return {
    home: placeIn({ latitude, longitude }),
    placeOf: (facilityId) => places.get(facilityId),
  }
}

/** Each field of the filter alone, with the one that it needs, and all of them together. */
function filtersOf(filter: ShiftFilter): ShiftFilter[] {
  const { withinMiles, near, fitsAroundClaimed, minRestHours, ...others } = filter
  const alone = Object.entries(others).map(([field, value]): ShiftFilter => ({ [field]: value }))
  return [
    ...alone,
    { withinMiles, near },
    { fitsAroundClaimed },
    { fitsAroundClaimed, minRestHours },
    { ...filter, minRestHours: undefined },
    filter,
  ]
}

/** Random shifts in odd zones around changes of the clock, with filters and the worker's surroundings. */
const situation = fixtureWithQuery.map(([fixture, query]) => {
  const { notStarted: _started, weekdays, partsOfDay, near, ...filter } = query.filter
  const filters = filtersOf({
    ...filter,
    near,
    weekdays: weekdays && [...weekdays],
    partsOfDay: partsOfDay && [...partsOfDay],
    facilityIds: query.facilityIds,
  })
  return { fixture, filters }
})

test('keeps exactly the shifts that the oracle keeps, unless a rest is asked for', () => {
  fc.assert(
    fc.property(situation, ({ fixture, filters }) => {
      for (const worker of fixture.workers) {
        const surroundings = surroundingsOf(fixture, worker)
        const eligible = eligibleShifts(fixture, worker)
        for (const filter of filters.filter(({ minRestHours }) => !minRestHours)) {
          const kept = eligible.filter((shift) => matchesFilter(filter, shift, surroundings))
          expect({ filter, kept }).toEqual({ filter, kept: eligibleShifts(fixture, worker, filter) })
        }
      }
    }),
  )
})

test('leaves open only what depends on something unknown, and never decides it wrongly', () => {
  const unknown = fc.subarray(['home', 'placeOf'] as const)
  fc.assert(
    fc.property(situation, unknown, ({ fixture, filters }, missing) => {
      for (const worker of fixture.workers) {
        const all = surroundingsOf(fixture, worker)
        const some: Surroundings = { ...all }
        for (const name of missing) some[name] = undefined
        for (const filter of filters) {
          const kept = eligibleShifts(fixture, worker, filter).map(({ id }) => id)
          const isDecided = filter.withinMiles === undefined && !filter.minRestHours
          for (const shift of eligibleShifts(fixture, worker)) {
            const result = matchesFilter(filter, shift, some)
            const isKept = kept.includes(shift.id)
            expect(isDecided ? [isKept] : [isKept, undefined]).toContain(result)
          }
        }
      }
    }),
  )
})

const shift = {
  startsAt: '2026-12-05T00:00:00Z',
  endsAt: '2026-12-05T08:00:00Z',
  facility: { id: 1, name: 'Clinic', timeZone: 'America/Chicago', city: null, state: null },
  overlapsClaimed: false,
}

test('without a filter, every shift is kept', () => {
  expect(matchesFilter(noFilter, shift)).toBe(true)
})

test('weekday and part of day are those of the facility’s clock', () => {
  expect(matchesFilter({ weekdays: ['fri'], partsOfDay: ['night'] }, shift)).toBe(true)
  expect(matchesFilter({ weekdays: ['sat'] }, shift)).toBe(false)
  const elsewhere = { ...shift, facility: { ...shift.facility, timeZone: 'Nowhere/Else' } }
  expect(matchesFilter({ weekdays: ['sat'] }, elsewhere)).toBeUndefined()
})

test('a facility without coordinates is at no distance, and one that is not known here at any', () => {
  const home = { latitude: 41.88, longitude: -87.63 }
  const within = { withinMiles: 25 }
  expect(matchesFilter(within, shift, { home, placeOf: () => null })).toBe(false)
  expect(matchesFilter(within, shift, { home, placeOf: () => undefined })).toBeUndefined()
  expect(matchesFilter(within, shift, { placeOf: () => home })).toBeUndefined()
  expect(matchesFilter({ ...within, near: home }, shift, { placeOf: () => home })).toBe(true)
})
