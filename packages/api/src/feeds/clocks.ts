import { listClockChanges, type ClockChange, type Database, type Server, type ZoneYear } from '@shifts/db'
import { LRUCache } from 'lru-cache'
import { Temporal } from 'temporal-polyfill'

/** The clocks of time zones, by PostgreSQL's rules. */
export interface Clocks {
  /**
   * The instant on the clock of the zone. Undefined where that clock shows the time twice, because it is set back: some
   * calendars take it for the first one, as RFC 5545 demands, and some for the second one.
   */
  timeIn: (timeZone: string, instant: string) => Temporal.ZonedDateTime | undefined
  /** The definition of the zone as a VTIMEZONE component. */
  definitionOf: (timeZone: string) => string
}

interface ZonedShift {
  startsAt: string
  endsAt: string
  facility: { timeZone: string }
}

/** A change of the clocks, with its instant in ms, so that no text is parsed again for each shift. */
type Change = ClockChange & { atMs: number }

/** The changes by year and zone. PostgreSQL's rules change with its updates only, and finding the changes takes it a while. */
const known = new LRUCache<string, Change[]>({ max: 2_000, ttl: 60 * 60_000 })

const keyOf = ({ timeZone, year }: ZoneYear) => `${year} ${timeZone}`

/** Reads the clocks of the facilities of these shifts, for the years in which the shifts are. */
export async function readClocks(db: Database<Server>, shifts: readonly ZonedShift[]): Promise<Clocks> {
  const years = new Map<string, ZoneYear>()
  for (const { startsAt, endsAt, facility } of shifts) {
    for (const instant of [startsAt, endsAt]) {
      const zoneYear = { timeZone: facility.timeZone, year: new Date(instant).getUTCFullYear() }
      years.set(keyOf(zoneYear), zoneYear)
    }
  }
  const byZone = new Map<string, Change[]>()
  for (const change of (await listChanges(db, [...years.values()])).toSorted(inOrder))
    byZone.set(change.timeZone, [...(byZone.get(change.timeZone) ?? []), change])
  const changesOf = (timeZone: string) => byZone.get(timeZone) ?? []
  return {
    timeIn: (timeZone, instant) => timeIn(changesOf(timeZone), instant),
    definitionOf: (timeZone) => definitionOf(timeZone, changesOf(timeZone)),
  }
}

/** A year begins before what changes at that instant. */
const inOrder = (one: Change, other: Change) =>
  one.atMs - other.atMs || Number(one.isChange) - Number(other.isChange)

async function listChanges(db: Database<Server>, years: readonly ZoneYear[]): Promise<Change[]> {
  const found = years.flatMap((zoneYear) => known.get(keyOf(zoneYear)) ?? [])
  const foundYears = new Set(found.map(keyOf))
  const unknown = years.filter((zoneYear) => !foundYears.has(keyOf(zoneYear)))
  if (unknown.length === 0) return found
  const read = await readChanges(db, unknown)
  for (const key of unknown.map(keyOf))
    known.set(
      key,
      read.filter((change) => keyOf(change) === key),
    )
  return [...found, ...read]
}

const readChanges = async (db: Database<Server>, years: readonly ZoneYear[]): Promise<Change[]> =>
  (await listClockChanges(db, years)).map((change) => ({ ...change, atMs: Date.parse(change.at) }))

function timeIn(changes: readonly Change[], instant: string): Temporal.ZonedDateTime | undefined {
  const time = Date.parse(instant)
  const index = changes.findLastIndex(({ atMs }) => atMs <= time)
  const current = changes[index]
  if (!current) throw new Error(`The clocks at ${instant} are not known.`)
  const next = changes[index + 1]
  if (time - current.atMs < setBackMs(changes, index)) return undefined
  if (next && next.atMs - time <= setBackMs(changes, index + 1)) return undefined
  return Temporal.Instant.from(instant).toZonedDateTimeISO(offsetText(current.offsetSeconds, ':'))
}

/** How far the clocks are set back by the change at `index`. */
function setBackMs(changes: readonly Change[], index: number): number {
  const [before, change] = [changes[index - 1], changes[index]]
  if (!before || !change?.isChange) return 0
  return Math.max(before.offsetSeconds - change.offsetSeconds, 0) * 1_000
}

/** RFC 5545, section 3.6.5. Each change of the clocks is a part of its own, and so is the beginning of the first year. */
function definitionOf(timeZone: string, changes: readonly ClockChange[]): string {
  const standard = Math.min(...changes.map(({ offsetSeconds }) => offsetSeconds))
  const parts = changes.flatMap(({ at, offsetSeconds, isChange }, index) => {
    const before = changes[index - 1]?.offsetSeconds
    if (!isChange && before === offsetSeconds) return []
    const from = before ?? offsetSeconds
    const name = offsetSeconds > standard ? 'DAYLIGHT' : 'STANDARD'
    const clock = new Date(Date.parse(at) + from * 1_000).toISOString().replaceAll(/[-:]|\.\d+Z/g, '')
    return [
      `BEGIN:${name}`,
      `DTSTART:${clock}`,
      `TZOFFSETFROM:${offsetText(from)}`,
      `TZOFFSETTO:${offsetText(offsetSeconds)}`,
      `END:${name}`,
    ]
  })
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...parts, 'END:VTIMEZONE'].join('\r\n')
}

/** "-0600", or "-06:00" with a separator. */
function offsetText(seconds: number, separator = ''): string {
  const minutes = Math.abs(Math.round(seconds / 60))
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'))
  return `${seconds < 0 ? '-' : '+'}${hour}${separator}${minute}`
}
