import fc from 'fast-check'
import { professions, type Profession } from '@shifts/db'

/** The content of a small database. */
export interface Fixture {
  documents: { id: number; name: string; isActive: boolean }[]
  facilities: { id: number; name: string; timeZone: string; isActive: boolean; requires: number[] }[]
  workers: { id: number; name: string; profession: Profession; isActive: boolean; holds: number[] }[]
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

/** The window, filter and page sizes with which the listing of each worker is read. */
export interface ListingQuery {
  from: string
  to: string
  timeZone: string
  facilityIds: number[] | undefined
  pageSizes: [number, ...number[]]
}

/** Zones whose clocks change at midnight, at two, by half an hour or never. Some offsets include 45 minutes. */
const timeZones = [
  'UTC',
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

/** Days on which clocks change: in North America, Europe and Beirut, Santiago, Chatham and Lord Howe, both ways. */
const days = [
  '2025-03-09',
  '2025-11-02',
  '2025-03-30',
  '2025-10-26',
  '2025-04-06',
  '2025-09-07',
  '2025-09-28',
  '2025-10-05',
]

/** True once in so many. The smallest value that fast-check shrinks to is false. */
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

const documents = fc.array(fc.record({ isActive: fc.boolean() }), { minLength: 4, maxLength: 4 })
const documentIds = fc.subarray([1, 2, 3, 4])

const facility = fc.record({ timeZone, isActive: mostly(4), requires: documentIds })
const lenientFacility = fc.record({
  timeZone,
  isActive: mostly(30),
  requires: fc.oneof(
    { weight: 9, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: documentIds },
  ),
})
/** Few, or about as many as make the listing use its other branch. */
const facilities = fc.oneof(
  { weight: 2, arbitrary: fc.array(facility, { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(lenientFacility, { minLength: 45, maxLength: 60 }) },
)

const worker = fc.record({ profession, isActive: mostly(5), holds: documentIds })
const workers = fc.array(worker, { minLength: 1, maxLength: 4 })

/** Minutes, up to the 24 hours that a shift may last. */
const length = fc.oneof(fc.constantFrom(60, 4 * 60, 8 * 60, 12 * 60), fc.integer({ min: 1, max: 24 * 60 }))
const shift = fc.record({
  facility: rowNumber,
  profession,
  start,
  length,
  isDeleted: rarely(6),
  claimant: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: rowNumber }),
})
const shifts = fc.array(shift, { maxLength: 100, size: 'max' })

const listingQuery = fc.record({
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

export const fixtureWithQuery: fc.Arbitrary<[Fixture, ListingQuery]> = fc
  .record({ day: fc.constantFrom(...days), documents, facilities, workers, shifts, query: listingQuery })
  .map(({ day, query, ...generated }) => {
    const at = (minutes: number) =>
      new Date(Date.parse(day) + minutes * 60_000).toISOString().replace('.000Z', 'Z')
    const facilityId = (row: number) => (row % generated.facilities.length) + 1
    const workerId = (row: number) => (row % generated.workers.length) + 1
    const fixture: Fixture = {
      documents: numbered('Document', generated.documents),
      facilities: numbered('Facility', generated.facilities),
      workers: numbered('Worker', generated.workers),
      shifts: generated.shifts.map(({ facility, profession, start, length, isDeleted, claimant }, n) => ({
        id: n + 1,
        facilityId: facilityId(facility),
        profession,
        startsAt: at(start),
        endsAt: at(start + length),
        isDeleted,
        workerId: claimant === null ? null : workerId(claimant),
      })),
    }
    const listing: ListingQuery = {
      from: at(query.from),
      to: at(query.from + query.hours * 60),
      timeZone: query.timeZone,
      facilityIds: query.facilities?.map(facilityId),
      pageSizes: query.pageSizes,
    }
    return [fixture, listing]
  })
