import { minutesBetween } from '@/shared/format/format.ts'
import { shiftDay, visibleDays } from '@/shared/time/period.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'
import type { ClaimedShift, Shift } from './shift.ts'

/** A rest that is longer is not worth mentioning. */
const maxRestMinutes = 3 * 24 * 60

/** A rest that is shorter is marked: it leaves less than a night’s sleep between the ways home and back. */
const shortRestMinutes = 10 * 60

export const isShortRest = (minutes: number): boolean => minutes < shortRestMinutes

/** The rest between a shift and a claimed one. */
export interface Rest {
  minutes: number
  claimed: ClaimedShift
}

interface Rests {
  before: Rest | undefined
  after: Rest | undefined
}

/** The rest between a shift and the claimed shifts just before and after it; undefined if it is more than three days. */
export function restAround(shift: Shift, claimed: readonly ClaimedShift[]): Rests {
  const others = claimed.filter(({ id }) => id !== shift.id)
  return {
    before: shortest(
      others.map((other) => ({ minutes: minutesBetween(other.endsAt, shift.startsAt), claimed: other })),
    ),
    after: shortest(
      others.map((other) => ({ minutes: minutesBetween(shift.endsAt, other.startsAt), claimed: other })),
    ),
  }
}

/**
 * Returns a function that gives the minutes of the shorter rest around a shift, if it is too short. A list calls it for each of its
 * shifts, so the claimed ones are parsed once.
 */
export function shortRestBeside(claimed: readonly ClaimedShift[]): (shift: Shift) => number | undefined {
  const times = claimed.map(({ id, startsAt, endsAt }) => ({
    id,
    start: Date.parse(startsAt),
    end: Date.parse(endsAt),
  }))
  return ({ id, startsAt, endsAt }) => {
    const [start, end] = [Date.parse(startsAt), Date.parse(endsAt)]
    let shortestMs = Infinity
    for (const other of times) {
      if (other.id === id) continue
      for (const ms of [start - other.end, other.start - end]) if (ms >= 0 && ms < shortestMs) shortestMs = ms
    }
    const minutes = Math.round(shortestMs / 60_000)
    return isShortRest(minutes) ? minutes : undefined
  }
}

/** The shortest rest. A negative one is that of a shift on the other side, or of one that overlaps. */
const shortest = (rests: Rest[]): Rest | undefined =>
  rests
    .filter(({ minutes }) => minutes >= 0 && minutes <= maxRestMinutes)
    .toSorted((one, other) => one.minutes - other.minutes)[0]

/** Whose weeks these are: they begin with the viewer's first weekday. */
export type WeekViewer = Pick<Viewer, 'timeZone' | 'firstDay'>

/** The first day of the week in which the shift’s day is. */
export const weekOf = (shift: Shift, { timeZone, firstDay }: WeekViewer): string =>
  visibleDays({ view: 'week', date: shiftDay(shift, timeZone) }, firstDay).fromDay

/** The minutes of all shifts together. Those that overlap count in full. */
export const minutesOf = (shifts: readonly Shift[]): number =>
  shifts.reduce((total, { startsAt, endsAt }) => total + minutesBetween(startsAt, endsAt), 0)

/**
 * The minutes of a shift and of the claimed shifts in the same week, which begins with the viewer's first
 * weekday. Each shift belongs to the day on which it starts by its facility's clock.
 */
export function minutesOfWeek(shift: Shift, claimed: readonly ClaimedShift[], viewer: WeekViewer): number {
  const week = weekOf(shift, viewer)
  const others = claimed.filter((other) => other.id !== shift.id && weekOf(other, viewer) === week)
  return minutesOf([shift, ...others])
}
