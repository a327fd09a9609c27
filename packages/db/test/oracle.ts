import type { EligibleDay, EligibleFacility, EligibleShift } from '../src/index.ts'
import type { Question, World } from '../src/testing/index.ts'

// The rule once more, as it is written down and not as it is asked in SQL: nothing here is shared with the product.

type Worker = World['workers'][number]
type Facility = World['facilities'][number]
type Shift = World['shifts'][number]
type Filter = Partial<Pick<Question, 'from' | 'to' | 'facilityIds'>>

export function eligibleFacilities(world: World, worker: Worker): EligibleFacility[] {
  const found = world.facilities.filter((facility) => mayWorkAt(worker, facility))
  return found.map(({ id, name, timeZone }) => ({ id, name, timeZone }))
}

export function eligibleShifts(world: World, worker: Worker, filter: Filter = {}): EligibleShift[] {
  const taken = world.shifts.filter((shift) => shift.workerId === worker.id && !shift.isDeleted)
  const found: EligibleShift[] = []
  for (const shift of world.shifts) {
    const facility = facilityOf(world, shift)
    if (!mayTake(worker, facility, shift) || !isAskedFor(shift, filter)) continue
    const { id, startsAt, endsAt, profession } = shift
    const { name, timeZone } = facility
    const overlapsClaimed = taken.some((other) => overlap(other, shift))
    found.push({
      id,
      startsAt,
      endsAt,
      profession,
      facility: { id: facility.id, name, timeZone },
      overlapsClaimed,
    })
  }
  return found.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.id - b.id)
}

export function eligibleDays(world: World, worker: Worker, { timeZone, ...filter }: Question): EligibleDay[] {
  const facilitiesByDay = new Map<string, number[]>()
  for (const { startsAt, facility } of eligibleShifts(world, worker, filter)) {
    const day = dayOf(startsAt, timeZone)
    facilitiesByDay.set(day, [...(facilitiesByDay.get(day) ?? []), facility.id])
  }
  return [...facilitiesByDay].map(([day, facilities]) => ({
    day,
    shifts: facilities.length,
    facilities: new Set(facilities).size,
  }))
}

function mayTake(worker: Worker, facility: Facility, shift: Shift): boolean {
  const isOpen = !shift.isDeleted && shift.workerId === null
  return isOpen && shift.profession === worker.profession && mayWorkAt(worker, facility)
}

function mayWorkAt(worker: Worker, facility: Facility): boolean {
  const lacks = facility.requires.filter((document) => !worker.holds.includes(document))
  return worker.isActive && facility.isActive && lacks.length === 0
}

function isAskedFor({ startsAt, facilityId }: Shift, { from, to, facilityIds }: Filter): boolean {
  if (from !== undefined && Date.parse(startsAt) < Date.parse(from)) return false
  if (to !== undefined && Date.parse(startsAt) >= Date.parse(to)) return false
  return facilityIds === undefined || facilityIds.includes(facilityId)
}

function overlap(a: Shift, b: Shift): boolean {
  return Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt)
}

function facilityOf(world: World, { facilityId }: Shift): Facility {
  const facility = world.facilities.find(({ id }) => id === facilityId)
  if (!facility) throw new Error(`The world has no facility ${facilityId}.`)
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
