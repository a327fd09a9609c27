import { setImmediate } from 'node:timers/promises'
import {
  HomeUnknownError,
  listClaimHistory,
  listCoordinates,
  listEligibleShifts,
  NotFoundError,
  type CalendarFeed,
  type Coordinates,
  type Database,
  type EligibleShift,
  type FormerOrClaimedShift,
  type Server,
  type Servers,
} from '@shifts/db'
import {
  ICalCalendar,
  ICalEvent,
  ICalEventStatus,
  ICalEventTransparency,
  type ICalEventData,
  type ICalLocation,
} from 'ical-generator'
import { savedShiftFilter } from '../shifts/filter.ts'
import { readClocks, type Clocks } from './clocks.ts'
import { foldLine } from './foldLine.ts'

/** Calendar programs load a feed again after this time. */
const refreshSeconds = 15 * 60

/** A calendar writes years with four digits. No shift that starts before this instant ends in a year with five. */
const endOfCalendar = '9999-01-01T00:00:00Z'

/** More open shifts than a calendar shows well. */
const maxEligible = 1_000

/** More shifts than anybody works in a year. */
const maxClaimed = 2_000

type Shift = Omit<EligibleShift, 'overlapsClaimed'>

/** A shift, and what its event has besides what every shift has. */
interface Entry {
  shift: Shift
  event: Omit<ICalEventData, 'start'>
}

interface Entries {
  /** What a person should know about the calendar. */
  description?: string
  entries: readonly Entry[]
}

export type FeedToRender = Pick<CalendarFeed, 'kind' | 'filter' | 'createdAt'> & { workerId: number }

/** The origin of the web app, for the links of events. Undefined if it is not known. */
type WebOrigin = string | undefined

/** The feed as an iCalendar (RFC 5545). The same state of the database gives the same text. */
export async function renderFeed(
  { primary, read }: Pick<Servers, 'primary' | 'read'>,
  feed: FeedToRender,
  webOrigin: WebOrigin,
): Promise<string> {
  if (feed.kind === 'claimed')
    return render(
      primary,
      { name: 'Open Shifts: my shifts', ...(await claimedEntries(primary, feed)) },
      webOrigin,
    )
  return read(async (db) =>
    render(db, { name: 'Open Shifts: shifts to take', ...(await eligibleEntries(db, feed)) }, webOrigin),
  )
}

/** A claimed shift as an iCalendar with one event. Undefined if the worker does not have the shift. */
export async function renderClaimedShift(
  db: Database<'primary'>,
  { workerId, shiftId }: { workerId: number; shiftId: number },
  webOrigin: WebOrigin,
): Promise<string | undefined> {
  const [found] = await listClaimHistory(db, { workerId, shiftId, to: endOfCalendar, limit: 1 })
  if (!found?.isClaimed) return undefined
  return render(db, { entries: [claimedEntry(found, found.startsAt)] }, webOrigin)
}

async function claimedEntries(
  db: Database<'primary'>,
  { workerId, createdAt }: FeedToRender,
): Promise<Entries> {
  const shifts = await listClaimHistory(db, { workerId, to: endOfCalendar, limit: maxClaimed + 1 })
  const entries = shifts.map((shift) => claimedEntry(shift, createdAt))
  if (entries.length <= maxClaimed) return { entries }
  const description = `Only the ${maxClaimed} shifts that are closest to today are shown.`
  return { description, entries: withoutFarthest(entries) }
}

/** One of the two ends of the list is the farthest from now. */
function withoutFarthest(entries: readonly Entry[]): readonly Entry[] {
  const distanceOf = (entry: Entry | undefined) =>
    entry ? Math.abs(Date.parse(entry.shift.startsAt) - Date.now()) : 0
  return distanceOf(entries[0]) > distanceOf(entries.at(-1)) ? entries.slice(1) : entries.slice(0, -1)
}

/** `stampedAt`: the stamp of an imported assignment, of which no change is known. */
function claimedEntry(shift: FormerOrClaimedShift, stampedAt: string): Entry {
  const changedAt = new Date(shift.changedAt ?? stampedAt)
  return {
    shift,
    event: {
      id: `claimed-shift-${shift.id}@open-shifts`,
      // An assignment in SQL leaves no record where nobody had the shift before, but the loss of a shift always does.
      sequence: 2 * shift.revision + Number(shift.isClaimed),
      stamp: changedAt,
      lastModified: changedAt,
      status: shift.isClaimed ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    },
  }
}

async function eligibleEntries(
  db: Database<'replica'>,
  { workerId, filter, createdAt }: FeedToRender,
): Promise<Entries> {
  const shifts = await listOpen(db, workerId, filter)
  if (!shifts)
    return { description: 'The filter of this feed no longer works. Create a new feed.', entries: [] }
  const isCut = shifts.length > maxEligible
  return {
    ...(isCut && { description: `Only the first ${maxEligible} shifts are shown.` }),
    entries: shifts.slice(0, maxEligible).map((shift) => ({
      shift,
      event: {
        id: `open-shift-${shift.id}@open-shifts`,
        stamp: new Date(createdAt),
        // An open shift does not make the worker busy.
        transparency: ICalEventTransparency.TRANSPARENT,
      },
    })),
  }
}

/** One shift more than a feed shows. Undefined if the filter names what no longer exists. */
async function listOpen(
  db: Database<'replica'>,
  workerId: number,
  saved: unknown,
): Promise<readonly Shift[] | undefined> {
  const { data: filter } = savedShiftFilter.safeParse(saved)
  if (!filter) return undefined
  try {
    return await listEligibleShifts(db, {
      workerId,
      ...filter,
      notStarted: true,
      to: endOfCalendar,
      limit: maxEligible + 1,
    })
  } catch (error) {
    if (error instanceof HomeUnknownError || error instanceof NotFoundError) return undefined
    throw error
  }
}

async function render(
  db: Database<Server>,
  { name, description, entries }: Entries & { name?: string },
  webOrigin: WebOrigin,
): Promise<string> {
  const shifts = entries.map(({ shift }) => shift)
  const facilityIds = new Set(shifts.map(({ facility }) => facility.id))
  const [clocks, coordinates] = await Promise.all([
    readClocks(db, shifts),
    listCoordinates(db, [...facilityIds]),
  ])
  const calendar = new ICalCalendar({
    prodId: { company: 'Open Shifts', product: 'Open Shifts' },
    scale: 'GREGORIAN',
    name: name ?? null,
    description: description ?? null,
    ttl: name === undefined ? null : refreshSeconds,
  })
  const events: ICalEvent[] = []
  for (const [index, { shift, event }] of entries.entries()) {
    // Other requests need not wait for a long feed.
    if (index % 100 === 99) await setImmediate()
    const { id, profession, facility } = shift
    const data: ICalEventData = {
      ...timesOf(shift, clocks),
      ...event,
      summary: `${profession} · ${printable(facility.name)}`,
      location: locationOf(facility, coordinates.get(facility.id)),
      ...(webOrigin !== undefined && { url: `${webOrigin}/shifts/${id}` }),
    }
    events.push(new ICalEvent(data, calendar))
  }
  const zones = new Set(events.flatMap((event) => event.timezone() ?? []))
  // Not by the calendar itself: it would write the definitions of zones before its own properties, which RFC 5545 forbids.
  const text = [
    calendar.toString().replace(/END:VCALENDAR$/, ''),
    ...[...zones].map((zone) => `${clocks.definitionOf(zone)}\r\n`),
    ...events.map((event) => event.toString()),
    'END:VCALENDAR\r\n',
  ].join('')
  return text.split('\r\n').map(foldLine).join('\r\n')
}

function locationOf(
  { name, city, state }: Shift['facility'],
  at: Coordinates | undefined,
): ICalLocation | null {
  const title = printable([name, city, state].filter(Boolean).join(', '))
  const geo = at && { lat: rounded(at.latitude), lon: rounded(at.longitude) }
  if (title === '') return geo ? { geo } : null
  return geo ? { title, geo } : { title }
}

/** A tenth of a metre. Further decimals could be written with an exponent, which iCalendar does not have. */
const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

/** By the facility's clock; in UTC if that clock shows the start or the end twice. */
function timesOf({ startsAt, endsAt, facility: { timeZone } }: Shift, clocks: Clocks) {
  const start = clocks.timeIn(timeZone, startsAt)
  const end = clocks.timeIn(timeZone, endsAt)
  return start && end
    ? { start, end, timezone: timeZone }
    : { start: new Date(startsAt), end: new Date(endsAt) }
}

/** RFC 5545 allows no control characters in a text but line breaks and tabs. */
const printable = (text: string) => text.replaceAll(/[^\P{Cc}\n\r\t]/gu, '')
