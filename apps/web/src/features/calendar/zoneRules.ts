import { Temporal } from 'temporal-polyfill'
import { isKnownZone } from '@/shared/shift/facilityZone.ts'
import { zoneClock } from '@/shared/format/format.ts'
import type { InstantWindow } from '@/shared/time/period.ts'

/** The zones that a page shows, and the windows that it shows of them. */
export interface ShownZones {
  zones: string[]
  windows: InstantWindow[]
}

/**
 * How this machine sets the clocks of the zones, day by day: where two machines return the same, they show the same
 * hours and days. Machines differ for years after a country has changed its time.
 */
export const zoneRules = ({ zones, windows }: ShownZones): string =>
  zones
    .map(
      (zone) => `${zone}: ${isKnownZone(zone) ? windows.map((window) => changes(zone, window)).join() : '?'}`,
    )
    .join('\n')

/** What the clock says at the window's start, and at the same hour of each day on which that is no longer so. */
function changes(zone: string, { from, to }: InstantWindow): string {
  const end = Temporal.Instant.from(to)
  const said: string[] = []
  for (
    let at = Temporal.Instant.from(from);
    Temporal.Instant.compare(at, end) <= 0;
    at = at.add({ hours: 24 })
  ) {
    const clock = zoneClock(at.toString(), zone)
    if (said.at(-1)?.endsWith(clock) !== true) said.push(`${at.toString()} ${clock}`)
  }
  return said.join()
}
