import type { RouterOutputs } from '@shifts/api'
import type { View } from './location.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { areConsecutive, daysWindow, groupByDay, type InstantWindow } from '@/shared/time/period.ts'

export type CountedDay = RouterOutputs['shift']['countEligibleByDay']['days'][number]

/** The window and the largest number of shifts of a query. */
export type ShiftPage = InstantWindow & { limit: number }

/** How a period is shown: few shifts one by one, many as counts or as a list. */
export type Layout =
  /** Days as cells: the shifts of `pages`, and a count on each of `countedDays`, below its first `shownPerDay` shifts. */
  | {
      kind: 'cells'
      fullCalendarView: 'dayGridMonth' | 'dayGridWeek'
      pages: ShiftPage[]
      countedDays: CountedDay[]
      shownPerDay: number
    }
  /** A grid of hours with every shift. */
  | { kind: 'hours'; fullCalendarView: 'timeGridWeek' | 'timeGridDay'; pages: ShiftPage[] }
  /** A list that is loaded page by page. */
  | { kind: 'list'; fullCalendarView: 'listMonth' | 'listDay' }

/** How many shifts fit into a day's cell. */
const maxInCell = { month: 3, week: 6 }
/** How many shifts are readable in a grid of hours. */
const maxInHours = { week: 40, day: 20 }

/** Chooses the layout by the counts alone, before any shift is loaded. `period` is the window that the view shows. */
export function chooseLayout(
  view: View,
  days: readonly CountedDay[],
  period: InstantWindow,
  timeZone: string,
): Layout {
  const total = days.reduce((sum, day) => sum + day.shifts, 0)
  if (view === 'list') return { kind: 'list', fullCalendarView: 'listMonth' }
  if (view === 'day' && total > maxInHours.day) return { kind: 'list', fullCalendarView: 'listDay' }
  if (view !== 'month' && total <= maxInHours[view]) {
    const pages = total === 0 ? [] : [{ ...period, limit: maxInHours[view] }]
    return { kind: 'hours', fullCalendarView: view === 'day' ? 'timeGridDay' : 'timeGridWeek', pages }
  }
  return view === 'month' ? monthCells(days, timeZone) : weekCells(days, timeZone)
}

/** Days with many shifts show only their count. Consecutive days with few shifts are loaded by one query. */
function monthCells(days: readonly CountedDay[], timeZone: string): Layout {
  const runs: CountedDay[][] = []
  for (const day of days.filter((day) => day.shifts <= maxInCell.month)) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && areConsecutive(last.day, day.day)) run.push(day)
    else runs.push([day])
  }
  return {
    kind: 'cells',
    fullCalendarView: 'dayGridMonth',
    pages: runs.map((run) => ({
      ...daysWindow(timeZone, run[0]?.day ?? '', run.at(-1)?.day),
      limit: run.length * maxInCell.month,
    })),
    countedDays: days.filter((day) => day.shifts > maxInCell.month),
    shownPerDay: 0,
  }
}

/** Each day shows its first shifts, and how many more there are. */
function weekCells(days: readonly CountedDay[], timeZone: string): Layout {
  return {
    kind: 'cells',
    fullCalendarView: 'dayGridWeek',
    pages: days.map(({ day }) => ({ ...daysWindow(timeZone, day), limit: maxInCell.week })),
    countedDays: days.filter((day) => day.shifts > maxInCell.week),
    shownPerDay: maxInCell.week,
  }
}

/** Separates the claimed shifts of days that have too many for a cell: they are shown as a count. */
export function groupClaimed(shifts: readonly WorkerShift[], layout: Layout | undefined, timeZone: string) {
  const maxShown = { dayGridMonth: maxInCell.month, dayGridWeek: maxInCell.week }
  const max = layout?.kind === 'cells' ? maxShown[layout.fullCalendarView] : Infinity
  const claimed = shifts.filter(({ kind }) => kind === 'claimed').map(({ shift }) => shift)
  const crowded = [...groupByDay(claimed, timeZone)].filter(([, ofDay]) => ofDay.length > max)
  const counted = new Set(crowded.flatMap(([, ofDay]) => ofDay))
  return {
    single: shifts.filter(({ shift }) => !counted.has(shift)),
    grouped: crowded.map(([day, ofDay]) => ({ day, shifts: ofDay.length })),
  }
}
