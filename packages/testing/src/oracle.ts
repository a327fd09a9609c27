import type {
  EligibleDay,
  EligibleFacility,
  EligibleShift,
  IneligibilityReason,
  ShiftFacility,
  ShiftSelection,
  Unlock,
} from '@shifts/db'
import type { Fixture } from './fixture.ts'
import { clockAt, milesBetween } from './clockAndPlace.ts'

// An independent implementation of the eligibility rule and the filters, with which tests compare the product.

type Worker = Fixture['workers'][number]
type Facility = Fixture['facilities'][number]
type Shift = Fixture['shifts'][number]
type Start = Pick<Shift, 'startsAt' | 'id'>

export function eligibleFacilities(fixture: Fixture, worker: Worker): EligibleFacility[] {
  const eligible = fixture.facilities.filter((facility) => mayWorkAt(worker, facility))
  return eligible.map((facility) => ({
    ...asShown(facility),
    latitude: facility.latitude ?? null,
    longitude: facility.longitude ?? null,
  }))
}

const asShown = ({ id, name, timeZone, city = null, state = null }: Facility): ShiftFacility => ({
  id,
  name,
  timeZone,
  city,
  state,
})

export function eligibleShifts(
  fixture: Fixture,
  worker: Worker,
  selection: ShiftSelection = {},
): EligibleShift[] {
  const eligible = fixture.shifts.filter(
    (shift) =>
      isSelected(fixture, worker, shift, selection) && reasonsAgainst(fixture, worker, shift).length === 0,
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
  const overlapsClaimed = fixture.shifts.some(
    (claimed) => hasClaimed(worker, claimed) && claimed.id !== id && overlap(claimed, shift),
  )
  return {
    id,
    startsAt,
    endsAt,
    profession,
    facility: asShown(facilityOf(fixture, shift)),
    overlapsClaimed,
  }
}

const byStartThenId = (a: Start, b: Start) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id

/** The days of `timeZone`, or of each facility's own clock if it is left out. */
export function eligibleDays(
  fixture: Fixture,
  worker: Worker,
  { timeZone, ...selection }: ShiftSelection & { timeZone?: string },
): EligibleDay[] {
  const facilitiesByDay = new Map<string, number[]>()
  for (const { startsAt, facility } of eligibleShifts(fixture, worker, selection)) {
    const { day } = clockAt(startsAt, timeZone ?? facility.timeZone)
    facilitiesByDay.set(day, [...(facilitiesByDay.get(day) ?? []), facility.id])
  }
  return [...facilitiesByDay]
    .map(([day, facilities]) => ({ day, shifts: facilities.length, facilities: new Set(facilities).size }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The shifts that the worker could take only if it held these documents too. */
export function unlockedShifts(
  fixture: Fixture,
  worker: Worker,
  documentIds: readonly number[],
  selection: ShiftSelection = {},
): EligibleShift[] {
  const now = new Set(eligibleShifts(fixture, worker, selection).map(({ id }) => id))
  const withDocuments = { ...worker, holds: [...worker.holds, ...documentIds] }
  return eligibleShifts(fixture, withDocuments, selection).filter(({ id }) => !now.has(id))
}

/** Every set of up to three documents is tried: added to the worker, the shifts listed again, and the difference taken. */
export function unlocks(fixture: Fixture, worker: Worker, selection: ShiftSelection = {}): Unlock[] {
  // What the selection leaves out is left out with any documents. Without it, the lists are short.
  const shifts = fixture.shifts.filter((shift) => isSelected(fixture, worker, shift, selection))
  const lacking = fixture.documents.filter(({ id }) => !worker.holds.includes(id))
  const sets = [0, 1, 2, 3].flatMap((size) => subsets(lacking, size))
  const keyOf = (documents: { id: number }[]) => documents.map(({ id }) => id).join()
  const gains = new Map(
    sets.map((documents) => {
      const ids = documents.map(({ id }) => id)
      const gained = unlockedShifts({ ...fixture, shifts }, worker, ids)
      const facilities = new Set(gained.map(({ facility }) => facility.id))
      return [keyOf(documents), { facilities: facilities.size, shifts: gained.length }]
    }),
  )
  const gainOf = (documents: { id: number }[]) => gains.get(keyOf(documents)) ?? { facilities: 0, shifts: 0 }
  const ofSize = (size: number): Unlock[] =>
    sets
      .filter(({ length }) => length === size)
      .filter((documents) =>
        documents.every(
          (document) =>
            gainOf(documents).shifts > gainOf(documents.filter((other) => other !== document)).shifts,
        ),
      )
      .map((documents) => ({
        documents: documents.map(({ id, name }) => ({ id, name })),
        ...gainOf(documents),
      }))
      .sort(byWorth)
  return [...ofSize(1), ...ofSize(2).slice(0, 10), ...ofSize(3).slice(0, 10)].sort(byWorth)
}

/** All subsets of this size, each in the order of the items. */
const subsets = <Item>(items: Item[], size: number): Item[][] =>
  size === 0
    ? [[]]
    : items.flatMap((item, n) => subsets(items.slice(n + 1), size - 1).map((rest) => [item, ...rest]))

function byWorth(a: Unlock, b: Unlock): number {
  const [key, other] = [a, b].map(({ documents, shifts, facilities }) => [
    -shifts,
    documents.length,
    -facilities,
    ...documents.map(({ id }) => id),
  ])
  const n = key?.findIndex((value, n) => value !== other?.[n]) ?? 0
  return (key?.[n] ?? 0) - (other?.[n] ?? 0)
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

function isSelected(fixture: Fixture, worker: Worker, shift: Shift, selection: ShiftSelection): boolean {
  const facility = facilityOf(fixture, shift)
  const start = Date.parse(shift.startsAt)
  const hours = (Date.parse(shift.endsAt) - start) / hourMs
  const { day, weekday, hour } = clockAt(shift.startsAt, facility.timeZone)
  const partOfDay = hour < 4 || hour >= 18 ? 'night' : hour < 12 ? 'day' : 'evening'
  const { from, to, fromDay, toDay, facilityIds, weekdays, partsOfDay } = selection
  const { minHours = 0, maxHours = 24, withinMiles, near, notStarted } = selection
  return (
    (from === undefined || start >= Date.parse(from)) &&
    (to === undefined || start < Date.parse(to)) &&
    (fromDay === undefined || day >= fromDay) &&
    (toDay === undefined || day < toDay) &&
    (facilityIds?.includes(facility.id) ?? true) &&
    (weekdays?.includes(weekday) ?? true) &&
    (partsOfDay?.includes(partOfDay) ?? true) &&
    hours >= minHours &&
    hours <= maxHours &&
    (withinMiles === undefined ||
      milesBetween(facility, near ?? { latitude: worker.homeLatitude, longitude: worker.homeLongitude }) <=
        withinMiles) &&
    (!notStarted || start > Date.now()) &&
    (!selection.fitsAroundClaimed || fits(fixture, worker, shift, selection.minRestHours ?? 0))
  )
}

const hourMs = 3_600_000

/** Whether the shift leaves this many hours of rest before and after each claimed shift. */
function fits(fixture: Fixture, worker: Worker, shift: Shift, restHours: number): boolean {
  const restMs = restHours * hourMs
  return claimedShifts(fixture, worker).every(
    (claimed) =>
      Date.parse(shift.startsAt) >= Date.parse(claimed.endsAt) + restMs ||
      Date.parse(claimed.startsAt) >= Date.parse(shift.endsAt) + restMs,
  )
}

export function overlap(a: Shift, b: Shift): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt)
}

function facilityOf(fixture: Fixture, { facilityId }: Shift): Facility {
  const facility = fixture.facilities.find(({ id }) => id === facilityId)
  if (!facility) throw new Error(`The fixture has no facility ${facilityId}.`)
  return facility
}
