import fc from 'fast-check'
import { professions, type Profession } from '@shifts/db'

/** Everything there is, small enough to think through. */
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

/** What is asked about each worker of a fixture. */
export interface Question {
  from: string
  to: string
  timeZone: string
  facilityIds: number[] | undefined
  pageSizes: [number, ...number[]]
}

/** Their clocks change at midnight, at two, by half an hour or never; some are 45 minutes off the others. */
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

const rarely = (oneIn: number) => fc.nat({ max: oneIn - 1 }).map((drawn) => drawn === oneIn - 1)
const mostly = (oneIn: number) => rarely(oneIn).map((isRare) => !isRare)
const profession = fc.constantFrom(...professions)
const timeZone = fc.constantFrom(...timeZones)
/** A row of a table whose length is not known yet. */
const pick = fc.nat({ max: 1_000 })

/** Minutes from midnight of the day, some two days back and forth; mostly on the hour, so that many are the same. */
const start = fc
  .tuple(fc.integer({ min: -48, max: 48 }), fc.constantFrom(0, 0, 0, 0, 15, 30))
  .map(([hours, minutes]) => hours * 60 + minutes)

const documents = fc.array(fc.record({ isActive: fc.boolean() }), { minLength: 4, maxLength: 4 })
const documentIds = fc.subarray([1, 2, 3, 4])

const facility = fc.record({ timeZone, isActive: mostly(4), requires: documentIds })
const openFacility = fc.record({
  timeZone,
  isActive: mostly(30),
  requires: fc.oneof(
    { weight: 9, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: documentIds },
  ),
})
/** Few, or about as many as it takes for the listing to be read in its other way. */
const facilities = fc.oneof(
  { weight: 2, arbitrary: fc.array(facility, { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.array(openFacility, { minLength: 45, maxLength: 60 }) },
)

const worker = fc.record({ profession, isActive: mostly(5), holds: documentIds })
const workers = fc.array(worker, { minLength: 1, maxLength: 4 })

/** Minutes, up to the whole day that a shift may last. */
const length = fc.oneof(fc.constantFrom(60, 4 * 60, 8 * 60, 12 * 60), fc.integer({ min: 1, max: 24 * 60 }))
const shift = fc.record({
  facility: pick,
  profession,
  start,
  length,
  isDeleted: rarely(6),
  claimant: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: pick }),
})
const shifts = fc.array(shift, { maxLength: 100, size: 'max' })

const question = fc.record({
  from: start,
  // Whole hours, so that shifts often start just as the window closes.
  hours: fc.integer({ min: 0, max: 96 }),
  timeZone,
  facilities: fc.option(fc.array(pick, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
  pageSizes: fc.tuple(
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 30 }),
    fc.integer({ min: 1, max: 30 }),
  ),
})

const numbered = <Row extends object>(kind: string, rows: Row[]) =>
  rows.map((row, n) => ({ id: n + 1, name: `${kind} ${n + 1}`, ...row }))

export const fixtureWithQuery: fc.Arbitrary<[Fixture, Question]> = fc
  .record({ day: fc.constantFrom(...days), documents, facilities, workers, shifts, question })
  .map(({ day, question, ...drawn }) => {
    const at = (minutes: number) =>
      new Date(Date.parse(day) + minutes * 60_000).toISOString().replace('.000Z', 'Z')
    const facilityId = (pick: number) => (pick % drawn.facilities.length) + 1
    const workerId = (pick: number) => (pick % drawn.workers.length) + 1
    const fixture: Fixture = {
      documents: numbered('Document', drawn.documents),
      facilities: numbered('Facility', drawn.facilities),
      workers: numbered('Worker', drawn.workers),
      shifts: drawn.shifts.map(({ facility, profession, start, length, isDeleted, claimant }, n) => ({
        id: n + 1,
        facilityId: facilityId(facility),
        profession,
        startsAt: at(start),
        endsAt: at(start + length),
        isDeleted,
        workerId: claimant === null ? null : workerId(claimant),
      })),
    }
    const asked: Question = {
      from: at(question.from),
      to: at(question.from + question.hours * 60),
      timeZone: question.timeZone,
      facilityIds: question.facilities?.map(facilityId),
      pageSizes: question.pageSizes,
    }
    return [fixture, asked]
  })
