import fc from 'fast-check'
import {
  partsOfDay,
  professions,
  weekdays,
  type Profession,
  type ShiftFilter,
  type ShiftWindow,
} from '@shifts/db'

/** The content of a small database. */
export interface Fixture {
  documents: { id: number; name: string; isActive: boolean }[]
  facilities: {
    id: number
    name: string
    timeZone: string
    isActive: boolean
    requires: number[]
    city?: string | null
    state?: string | null
    latitude?: number | null
    longitude?: number | null
  }[]
  workers: {
    id: number
    name: string
    profession: Profession
    isActive: boolean
    holds: number[]
    homeLatitude?: number | null
    homeLongitude?: number | null
  }[]
  shifts: {
    id: number
    facilityId: number
    profession: Profession
    startsAt: string
    endsAt: string
    isDeleted: boolean
    workerId: number | null
  }[]
}

/** The coordinates of a facility, of a home, or of the point from which a filter measures distances. */
type Place = { latitude: number; longitude: number }

/** The window, filter and page sizes with which the listing of each worker is read. */
export interface ListingQuery {
  from: string
  to: string
  timeZone: string
  facilityIds: number[] | undefined
  /** The other fields of the filter, and the window with which they are used in place of `from` and `to`. */
  filter: Omit<ShiftFilter, 'facilityIds'>
  window: ShiftWindow
  pageSizes: [number, ...number[]]
}

/** Zones whose clocks change at midnight, at two, by half an hour or never. Some offsets include 45 minutes. */
const timeZones = [
  'UTC',
  // Its clock was set back by three hours, over a midnight.
  'Antarctica/Casey',
  'America/Chicago',
  'America/Havana',
  'America/New_York',
  'America/Phoenix',
  'America/Santiago',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
]

/**
 * Days on which clocks change: in North America, Europe and Beirut, Santiago, Chatham and Lord Howe, both ways. On the first
 * two a day begins twice: in Casey, and in St. John's, where the clock was changed a minute after midnight.
 */
const days = [
  '2010-03-05',
  '2010-11-07',
  '2025-03-09',
  '2025-11-02',
  '2025-03-30',
  '2025-10-26',
  '2025-04-06',
  '2025-09-07',
  '2025-09-28',
  '2025-10-05',
]

/** True for one in `oneIn` values. fast-check shrinks it to false. */
const rarely = (oneIn: number) => fc.nat({ max: oneIn - 1 }).map((n) => n === oneIn - 1)
const mostly = (oneIn: number) => rarely(oneIn).map((isRare) => !isRare)
const profession = fc.constantFrom(...professions)
const timeZone = fc.constantFrom(...timeZones)
/** A row of a table whose length is not known yet: taken modulo the length. */
const rowNumber = fc.nat({ max: 1_000 })

/** Minutes from midnight of the day, up to two days before or after it. Mostly full hours, so that starts coincide. */
const start = fc
  .tuple(fc.integer({ min: -48, max: 48 }), fc.constantFrom(0, 0, 0, 0, 15, 30))
  .map(([hours, minutes]) => hours * 60 + minutes)

/** Never -0, which PostgreSQL does not distinguish from 0. */
const degrees = (max: number) => fc.double({ min: -max, max, noNaN: true }).map((value) => value + 0)

/** Includes the poles, both sides of the date line, and places that are the same or on opposite sides of the earth. */
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.constantFrom(
    { latitude: 41.8781, longitude: -87.6298 },
    { latitude: 41.9, longitude: -87.7 },
    { latitude: -41.8781, longitude: 92.3702 },
    { latitude: 90, longitude: 0 },
    { latitude: 90, longitude: 120 },
    { latitude: -90, longitude: 0 },
    { latitude: 0, longitude: 180 },
    { latitude: 0, longitude: -180 },
    { latitude: 0, longitude: 0 },
  ),
  fc.record({
    latitude: degrees(90),
    longitude: degrees(180),
  }),
)
const placeOrNull = fc.option(place, { freq: 5 })

const documentsOf = (count: number) =>
  fc.array(fc.record({ isActive: fc.boolean() }), { minLength: count, maxLength: count })
const documentIds = fc.subarray([1, 2, 3, 4])

const facility = fc.record({ timeZone, isActive: mostly(4), requires: documentIds, place: placeOrNull })
const lenientFacility = fc.record({
  timeZone,
  place: placeOrNull,
  isActive: mostly(30),
  requires: fc.oneof(
    { weight: 9, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: documentIds },
  ),
})
/** A few, or about as many as the threshold from which the listing uses its other branch. */
const facilities = fc.oneof(
  { weight: 2, arbitrary: fc.array(facility, { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(lenientFacility, { minLength: 45, maxLength: 60 }) },
)

const worker = fc.record({ profession, isActive: mostly(5), holds: documentIds, home: placeOrNull })
const workers = fc.array(worker, { minLength: 1, maxLength: 4 })

/** Minutes, up to the 24 hours that a shift may last. */
const length = fc.oneof(fc.constantFrom(60, 4 * 60, 8 * 60, 12 * 60), fc.integer({ min: 1, max: 24 * 60 }))
const shiftOf = (profession: fc.Arbitrary<Profession>) =>
  fc.record({
    facility: rowNumber,
    profession,
    start,
    length,
    // Starts in 2090, so that it has not started yet whenever the test runs.
    isFarAhead: rarely(4),
    isDeleted: rarely(6),
    claimant: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: rowNumber }),
  })
const shifts = fc.array(shiftOf(profession), { maxLength: 100, size: 'max' })

const fewDocuments = { documents: documentsOf(4), facilities, workers, shifts }

const sevenDocumentIds = [1, 2, 3, 4, 5, 6, 7]
const mostlyNurses = fc.oneof(
  { weight: 5, arbitrary: fc.constant('RN' as const) },
  { weight: 1, arbitrary: profession },
)

/** More than ten pairs and ten triples of documents unlock shifts, and many of them equally many. */
const manyDocuments: typeof fewDocuments = {
  documents: documentsOf(7),
  facilities: fc.array(
    fc.record({
      timeZone,
      isActive: mostly(8),
      requires: fc.oneof(
        { weight: 2, arbitrary: fc.constantFrom(...sevenDocumentIds).map((id) => [id]) },
        { weight: 3, arbitrary: fc.subarray(sevenDocumentIds, { maxLength: 4 }) },
      ),
      place: placeOrNull,
    }),
    { minLength: 1, maxLength: 40, size: 'max' },
  ),
  workers: fc.array(
    fc.record({
      profession: mostlyNurses,
      isActive: mostly(8),
      holds: fc.subarray(sevenDocumentIds, { maxLength: 2 }),
      home: placeOrNull,
    }),
    { minLength: 1, maxLength: 2 },
  ),
  shifts: fc.array(shiftOf(mostlyNurses), { maxLength: 100, size: 'max' }),
}

const hours = fc.oneof(
  fc.constantFrom(0, 1, 4, 7.5, 8, 12, 24),
  fc.integer({ min: 0, max: 24 * 60 }).map((minutes) => minutes / 60),
)

/** Half the circumference of the earth is 12,436.9 miles. */
const miles = fc.oneof(
  fc.constantFrom(0, 25, 3_000, 12_436, 12_437, 20_000),
  fc.integer({ min: 1, max: 12_000 }),
)

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 })

const filter = fc
  .record({
    weekdays: optional(fc.subarray([...weekdays], { minLength: 1 })),
    partsOfDay: optional(fc.subarray([...partsOfDay], { minLength: 1 })),
    minHours: optional(hours),
    maxHours: optional(hours),
    withinMiles: optional(miles),
    near: optional(place),
    notStarted: optional(fc.boolean()),
    fitsAroundClaimed: optional(fc.boolean()),
    minRestHours: optional(hours),
  })
  .map(({ near, minRestHours, ...rest }): Omit<ShiftFilter, 'facilityIds'> => ({
    ...rest,
    near: rest.withinMiles === undefined ? undefined : near,
    minRestHours: rest.fitsAroundClaimed ? minRestHours : undefined,
  }))

/** The bounds are numbers of days from the day of the fixture. Undefined: unbounded. */
const otherWindow = fc.record({
  kind: fc.constantFrom('days', 'days', 'instants'),
  from: optional(fc.integer({ min: -2, max: 2 })),
  to: optional(fc.integer({ min: -2, max: 3 })),
})

const listingQuery = fc.record({
  filter,
  window: otherWindow,
  from: start,
  // Full hours, so that shifts often start exactly at the end of the window.
  hours: fc.integer({ min: 0, max: 96 }),
  timeZone,
  facilities: fc.option(fc.array(rowNumber, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
  pageSizes: fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
  ),
})

const numbered = <Row extends object>(kind: string, rows: Row[]) =>
  rows.map((row, n) => ({ id: n + 1, name: `${kind} ${n + 1}`, ...row }))

const fixtures = ({
  hasFuture,
  rows = fewDocuments,
}: {
  hasFuture: boolean
  rows?: typeof fewDocuments
}): fc.Arbitrary<[Fixture, ListingQuery]> =>
  fc
    .record({ day: fc.constantFrom(...days), ...rows, query: listingQuery })
    .map(({ day, query, ...generated }) => {
      const minutesAfter = (day: string) => (minutes: number) =>
        new Date(Date.parse(day) + minutes * 60_000).toISOString().replace('.000Z', 'Z')
      const at = minutesAfter(day)
      const farAhead = minutesAfter('2090-01-15')
      const facilityId = (row: number) => (row % generated.facilities.length) + 1
      const workerId = (row: number) => (row % generated.workers.length) + 1
      const dayAt = (days: number | undefined) =>
        days === undefined ? undefined : at(days * 24 * 60).slice(0, 10)
      const instantAt = (days: number | undefined) => (days === undefined ? undefined : at(days * 24 * 60))
      const { kind, from, to } = query.window
      const fixture: Fixture = {
        documents: numbered('Document', generated.documents),
        facilities: numbered('Facility', generated.facilities).map(({ place, ...facility }) => ({
          ...facility,
          city: place && 'Springfield',
          state: place && 'IL',
          latitude: place && place.latitude,
          longitude: place && place.longitude,
        })),
        workers: numbered('Worker', generated.workers).map(({ home, ...worker }) => ({
          ...worker,
          homeLatitude: home && home.latitude,
          homeLongitude: home && home.longitude,
        })),
        shifts: generated.shifts.map(
          ({ facility, profession, start, length, isFarAhead, isDeleted, claimant }, n) => ({
            id: n + 1,
            facilityId: facilityId(facility),
            profession,
            startsAt: (hasFuture && isFarAhead ? farAhead : at)(start),
            endsAt: (hasFuture && isFarAhead ? farAhead : at)(start + length),
            isDeleted,
            workerId: claimant === null ? null : workerId(claimant),
          }),
        ),
      }
      const listing: ListingQuery = {
        from: at(query.from),
        to: at(query.from + query.hours * 60),
        timeZone: query.timeZone,
        facilityIds: query.facilities?.map(facilityId),
        filter: query.filter,
        window:
          kind === 'days'
            ? { fromDay: dayAt(from), toDay: dayAt(to) }
            : { from: instantAt(from), to: instantAt(to) },
        pageSizes: query.pageSizes,
      }
      return [fixture, listing]
    })

/** All of its shifts are in the past. */
export const fixtureWithQuery = fixtures({ hasFuture: false })

/** Some of its shifts have not started yet, and will not for decades. */
export const pastAndFutureFixtureWithQuery = fixtures({ hasFuture: true })

/** The same with more documents, of which many unlock shifts. */
export const manyDocumentsFixtureWithQuery = fixtures({ hasFuture: true, rows: manyDocuments })

/** The same with all shifts in the past. */
export const manyDocumentsPastFixtureWithQuery = fixtures({ hasFuture: false, rows: manyDocuments })
