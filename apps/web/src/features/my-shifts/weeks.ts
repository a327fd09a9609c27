import { minutesBetween } from '@/shared/format/format.ts'
import { byStart, isOver, type ClaimedShift } from '@/shared/shift/shift.ts'
import { isShortRest, minutesOf, weekOf, type WeekViewer } from '@/shared/shift/week.ts'
import { addDays, instantsOf, visibleDays } from '@/shared/time/period.ts'

/** What a week has beyond this is overtime. */
export const fullWeekMinutes = 40 * 60

/** The time between a shift and the ones before it. */
export interface Gap {
  /** The minutes since the last of the earlier shifts ended. Negative if it ends later than this shift starts. */
  minutes: number
  kind: 'overlap' | 'shortRest' | 'rest'
}

/** A claimed shift among the others. */
export interface PlacedShift {
  shift: ClaimedShift
  /** Undefined for the first shift. */
  gap: Gap | undefined
}

/** The shifts of a week, by their start. */
export interface Week {
  /** The first day of the week. */
  firstDay: string
  shifts: PlacedShift[]
  minutes: number
}

/** Groups claimed shifts by week, the first week first. Weeks without a shift are left out. */
export function groupByWeek(claimed: readonly ClaimedShift[], viewer: WeekViewer): Week[] {
  const weeks = new Map<string, PlacedShift[]>()
  for (const placed of withGaps(claimed)) {
    const week = weekOf(placed.shift, viewer)
    weeks.set(week, [...(weeks.get(week) ?? []), placed])
  }
  return [...weeks]
    .map(([firstDay, shifts]) => ({ firstDay, shifts, minutes: minutesOf(shifts.map(({ shift }) => shift)) }))
    .toSorted((one, other) => (one.firstDay < other.firstDay ? -1 : 1))
}

function withGaps(claimed: readonly ClaimedShift[]): PlacedShift[] {
  let lastEnd: string | undefined
  return claimed.toSorted(byStart).map((shift) => {
    const gap = lastEnd === undefined ? undefined : gapOf(minutesBetween(lastEnd, shift.startsAt))
    // An earlier shift can end later than this one: only imported assignments overlap.
    if (lastEnd === undefined || Date.parse(shift.endsAt) > Date.parse(lastEnd)) lastEnd = shift.endsAt
    return { shift, gap }
  })
}

function gapOf(minutes: number): Gap {
  if (minutes < 0) return { minutes, kind: 'overlap' }
  return { minutes, kind: isShortRest(minutes) ? 'shortRest' : 'rest' }
}

interface Present {
  now: string
  today: string
  /** The weekday with which weeks begin. */
  firstWeekday: number
}

/**
 * The weeks from this one on, and the first day of the first of them. An overnight shift can last into this week from the one
 * before, which is then the first.
 */
export function upcomingWeeks(weeks: readonly Week[], { now, today, firstWeekday }: Present) {
  const thisWeek = visibleDays({ view: 'week', date: today }, firstWeekday).fromDay
  const withShiftAhead =
    weeks.find(({ shifts }) => shifts.some(({ shift }) => !isOver(shift, now)))?.firstDay ?? thisWeek
  const firstDay = withShiftAhead < thisWeek ? withShiftAhead : thisWeek
  return { firstDay, weeks: weeks.filter((week) => week.firstDay >= firstDay) }
}

/** Whether all shifts of the week are loaded if those that start up to `last` are. */
export const isLoadedUpTo = ({ firstDay }: Week, last: ClaimedShift): boolean =>
  Date.parse(instantsOf({ fromDay: firstDay, toDay: addDays(firstDay, 7) }).to) <= Date.parse(last.startsAt)
