import { isKnownZone } from '@/shared/time/zone.ts'
import { zoneClock } from '@/shared/format/intl.ts'
import type { InstantWindow } from '@/shared/time/period.ts'

/** The time zones that a page shows, and the windows in which it shows times. */
export interface ShownZones {
  zones: string[]
  windows: InstantWindow[]
}

/**
 * The time zone rules of this machine as a text, for the zones and windows given. Two machines with the same text show
 * the same hours and days. Machines have different versions of the time zone database.
 */
export const zoneRules = ({ zones, windows }: ShownZones): string =>
  zones.map((zone) => `${zone}: ${rulesOf(zone, windows)}`).join('\n')

const rulesOf = (zone: string, windows: InstantWindow[]): string =>
  isKnownZone(zone) ? windows.map((window) => clockChanges(zone, window)).join() : 'unknown'

/** The zone's clock at the start of the window, and at the same time of each day on which the clock was changed. */
function clockChanges(zone: string, { from, to }: InstantWindow): string {
  const end = Temporal.Instant.from(to)
  const changes: string[] = []
  for (
    let at = Temporal.Instant.from(from);
    Temporal.Instant.compare(at, end) <= 0;
    at = at.add({ hours: 24 })
  ) {
    const clock = zoneClock(at.toString(), zone)
    if (changes.at(-1)?.endsWith(clock) !== true) changes.push(`${at.toString()} ${clock}`)
  }
  return changes.join()
}
