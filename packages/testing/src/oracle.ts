import type { EligibleDay, EligibleFacility, EligibleShift, IneligibilityReason } from '@shifts/db'
import type { Question, Fixture } from './fixture.ts'

// The rule once more, as it is written down and not as it is asked in SQL: nothing here is shared with the product.

type Worker = Fixture['workers'][number]
type Facility = Fixture['facilities'][number]
type Shift = Fixture['shifts'][number]
type Start = Pick<Shift, 'startsAt' | 'id'>
type Reason = Omit<IneligibilityReason, 'message'>
type Filter = Partial<Pick<Question, 'from' | 'to' | 'facilityIds'>>

export function eligibleFacilities(fixture: Fixture, worker: Worker): EligibleFacility[] {
  const found = fixture.facilities.filter((facility) => mayWorkAt(worker, facility))
  return found.map(({ id, name, timeZone }) => ({ id, name, timeZone }))
}

export function eligibleShifts(fixture: Fixture, worker: Worker, filter: Filter = {}): EligibleShift[] {
  const found = fixture.shifts.filter(
    (shift) => isAskedFor(shift, filter) && reasonsAgainst(fixture, worker, shift).length === 0,
  )
  return found.map((shift) => asListed(fixture, worker, shift)).sort(byStartThenId)
}

/** The shifts that the worker has, withdrawn ones left out. */
export function claimedShifts<Own extends Shift>({ shifts }: { shifts: Own[] }, worker: Worker): Own[] {
  return shifts.filter((shift) => isOwn(worker, shift)).sort(byStartThenId)
}

const isOwn = (worker: Worker, { workerId, isDeleted }: Shift) => workerId === worker.id && !isDeleted

/** As the worker is shown it, in whatever listing. */
export function asListed(fixture: Fixture, worker: Worker, shift: Shift): EligibleShift {
  const { id, startsAt, endsAt, profession } = shift
  const { name, timeZone, id: facilityId } = facilityOf(fixture, shift)
  const overlapsClaimed = fixture.shifts.some(
    (own) => isOwn(worker, own) && own.id !== id && overlap(own, shift),
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
  { timeZone, ...filter }: Question,
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

/** Every clause of the rule that does not hold, in the order in which they are written down. */
export function reasonsAgainst(fixture: Fixture, worker: Worker, shift: Shift): Reason[] {
  const facility = facilityOf(fixture, shift)
  const missing = missingDocuments(worker, facility)
  const reasons: [boolean, Reason][] = [
    [!facility.isActive, { code: 'FACILITY_INACTIVE' }],
    [shift.isDeleted, { code: 'SHIFT_DELETED' }],
    [!worker.isActive, { code: 'WORKER_INACTIVE' }],
    [shift.workerId !== null, { code: 'SHIFT_CLAIMED' }],
    [missing.length > 0, { code: 'DOCUMENTS_MISSING', documents: named(fixture, missing) }],
    [shift.profession !== worker.profession, { code: 'PROFESSION_MISMATCH' }],
  ]
  return reasons.flatMap(([isAgainst, reason]) => (isAgainst ? [reason] : []))
}

const named = ({ documents }: Fixture, ids: number[]) =>
  documents.flatMap(({ id, name }) => (ids.includes(id) ? [{ id, name }] : []))

function mayWorkAt(worker: Worker, facility: Facility): boolean {
  return worker.isActive && facility.isActive && missingDocuments(worker, facility).length === 0
}

const missingDocuments = (worker: Worker, facility: Facility) =>
  facility.requires.filter((document) => !worker.holds.includes(document))

function isAskedFor({ startsAt, facilityId }: Shift, { from, to, facilityIds }: Filter): boolean {
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

/** The day that the wall calendar of a zone shows at an instant, as 2026-12-01. */
function dayOf(instant: string, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short' })
  formats.set(timeZone, format)
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
  const two = (type: 'month' | 'day') => parts.get(type)?.padStart(2, '0')
  return `20${parts.get('year')}-${two('month')}-${two('day')}`
}
