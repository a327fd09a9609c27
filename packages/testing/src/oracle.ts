import type { EligibleDay, EligibleFacility, EligibleShift, IneligibilityReason } from '@shifts/db'
import type { ListingQuery, Fixture } from './fixture.ts'

// The eligibility rule again, in plain TypeScript. It shares no code with the product.

type Worker = Fixture['workers'][number]
type Facility = Fixture['facilities'][number]
type Shift = Fixture['shifts'][number]
type Start = Pick<Shift, 'startsAt' | 'id'>
type Filter = Partial<Pick<ListingQuery, 'from' | 'to' | 'facilityIds'>>

export function eligibleFacilities(fixture: Fixture, worker: Worker): EligibleFacility[] {
  const eligible = fixture.facilities.filter((facility) => mayWorkAt(worker, facility))
  return eligible.map(({ id, name, timeZone }) => ({ id, name, timeZone }))
}

export function eligibleShifts(fixture: Fixture, worker: Worker, filter: Filter = {}): EligibleShift[] {
  const eligible = fixture.shifts.filter(
    (shift) => matches(shift, filter) && reasonsAgainst(fixture, worker, shift).length === 0,
  )
  return eligible.map((shift) => asListed(fixture, worker, shift)).sort(byStartThenId)
}

/** The worker's claimed shifts, deleted ones left out. */
export function claimedShifts<S extends Shift>({ shifts }: { shifts: S[] }, worker: Worker): S[] {
  return shifts.filter((shift) => hasClaimed(worker, shift)).sort(byStartThenId)
}

const hasClaimed = (worker: Worker, { workerId, isDeleted }: Shift) => workerId === worker.id && !isDeleted

/** The shift as any listing returns it to the worker. */
export function asListed(fixture: Fixture, worker: Worker, shift: Shift): EligibleShift {
  const { id, startsAt, endsAt, profession } = shift
  const { name, timeZone, id: facilityId } = facilityOf(fixture, shift)
  const overlapsClaimed = fixture.shifts.some(
    (claimed) => hasClaimed(worker, claimed) && claimed.id !== id && overlap(claimed, shift),
  )
  return {
    id,
    startsAt,
    endsAt,
    profession,
    facility: { id: facilityId, name, timeZone },
    overlapsClaimed,
  }
}

const byStartThenId = (a: Start, b: Start) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id

export function eligibleDays(
  fixture: Fixture,
  worker: Worker,
  { timeZone, ...filter }: ListingQuery,
): EligibleDay[] {
  const facilitiesByDay = new Map<string, number[]>()
  for (const { startsAt, facility } of eligibleShifts(fixture, worker, filter)) {
    const day = dayOf(startsAt, timeZone)
    facilitiesByDay.set(day, [...(facilitiesByDay.get(day) ?? []), facility.id])
  }
  return [...facilitiesByDay].map(([day, facilities]) => ({
    day,
    shifts: facilities.length,
    facilities: new Set(facilities).size,
  }))
}

/** Every clause of the rule that does not hold, in the order in which explainEligibility returns them. */
export function reasonsAgainst(fixture: Fixture, worker: Worker, shift: Shift): IneligibilityReason[] {
  const facility = facilityOf(fixture, shift)
  const missing = missingDocuments(worker, facility)
  const reasons: [boolean, IneligibilityReason][] = [
    [!facility.isActive, { code: 'FACILITY_INACTIVE' }],
    [shift.isDeleted, { code: 'SHIFT_DELETED' }],
    [!worker.isActive, { code: 'WORKER_INACTIVE' }],
    [shift.workerId !== null, { code: 'SHIFT_CLAIMED' }],
    [missing.length > 0, { code: 'DOCUMENTS_MISSING', documents: named(fixture, missing) }],
    [shift.profession !== worker.profession, { code: 'PROFESSION_MISMATCH' }],
  ]
  return reasons.flatMap(([isViolated, reason]) => (isViolated ? [reason] : []))
}

const named = ({ documents }: Fixture, ids: number[]) =>
  documents.flatMap(({ id, name }) => (ids.includes(id) ? [{ id, name }] : []))

function mayWorkAt(worker: Worker, facility: Facility): boolean {
  return worker.isActive && facility.isActive && missingDocuments(worker, facility).length === 0
}

const missingDocuments = (worker: Worker, facility: Facility) =>
  facility.requires.filter((document) => !worker.holds.includes(document))

function matches({ startsAt, facilityId }: Shift, { from, to, facilityIds }: Filter): boolean {
  if (from !== undefined && Date.parse(startsAt) < Date.parse(from)) return false
  if (to !== undefined && Date.parse(startsAt) >= Date.parse(to)) return false
  return facilityIds === undefined || facilityIds.includes(facilityId)
}

export function overlap(a: Shift, b: Shift): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt)
}

function facilityOf(fixture: Fixture, { facilityId }: Shift): Facility {
  const facility = fixture.facilities.find(({ id }) => id === facilityId)
  if (!facility) throw new Error(`The fixture has no facility ${facilityId}.`)
  return facility
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of a time zone at an instant, such as 2026-12-01. */
function dayOf(instant: string, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
  const twoDigits = (type: 'month' | 'day') => parts.get(type)?.padStart(2, '0')
  return `20${parts.get('year')}-${twoDigits('month')}-${twoDigits('day')}`
}
