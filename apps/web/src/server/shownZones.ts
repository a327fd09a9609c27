import type { InstantWindow } from '@/shared/time/period.ts'
import type { ShownZones } from '@/shared/time/zoneRules.ts'

interface PlacedShift {
  startsAt: string
  endsAt: string
  facility: { timeZone: string }
}

/** The zones and times of a page that shows the shifts and the present. */
export function shownZonesOf(
  { timeZone, now }: { timeZone: string; now: string },
  shifts: readonly PlacedShift[],
): ShownZones {
  return {
    zones: [...new Set([timeZone, ...shifts.map(({ facility }) => facility.timeZone)])],
    windows: [{ from: now, to: now }, ...windowsOf(shifts)],
  }
}

/** The window in which the shifts are, if there are any. */
function windowsOf(shifts: readonly PlacedShift[]): InstantWindow[] {
  const [from] = shifts.map(({ startsAt }) => startsAt).toSorted()
  const to = shifts
    .map(({ endsAt }) => endsAt)
    .toSorted()
    .at(-1)
  return from && to ? [{ from, to }] : []
}
