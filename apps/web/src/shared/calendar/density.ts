import type { RouterOutputs } from '@shifts/api'
import type { View } from './location.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { areConsecutive, daysWindow, groupByDay, type InstantWindow } from '@/shared/time/period.ts'

export type CountedDay = RouterOutputs['shift']['countEligibleByDay']['days'][number]

/** A page of shifts to show inside the calendar. */
export type ShiftPage = InstantWindow & { limit: number }

/** How a period is shown: its shifts one by one where they are few, as counts or page by page where they are many. */
export type Layout =
  /** Days as cells: the shifts of `pages`, and a count on each of `countedDays`, which show `shownPerDay` shifts besides. */
  | {
      kind: 'cells'
      fullCalendarView: 'dayGridMonth' | 'dayGridWeek'
      pages: ShiftPage[]
      countedDays: CountedDay[]
      shownPerDay: number
    }
  /** Every shift at its hours. */
  | { kind: 'hours'; fullCalendarView: 'timeGridWeek' | 'timeGridDay'; pages: ShiftPage[] }
  /** A list that grows as it is read. */
  | { kind: 'list'; fullCalendarView: 'listMonth' | 'listDay' }

const monthCellFits = 3
const weekCellFits = 6
/** More shifts than this are unreadable side by side. */
const hoursFit = { week: 40, day: 20 }

/** Chooses the layout from the counts alone, before any shift is loaded. `period` is what the view covers. */
export function chooseLayout(
  view: View,
  days: readonly CountedDay[],
  period: InstantWindow,
  timeZone: string,
): Layout {
  const total = days.reduce((sum, day) => sum + day.shifts, 0)
  if (view === 'list') return { kind: 'list', fullCalendarView: 'listMonth' }
  if (view === 'day' && total > hoursFit.day) return { kind: 'list', fullCalendarView: 'listDay' }
  if (view !== 'month' && total <= hoursFit[view]) {
    const pages = total === 0 ? [] : [{ ...period, limit: hoursFit[view] }]
    return { kind: 'hours', fullCalendarView: view === 'day' ? 'timeGridDay' : 'timeGridWeek', pages }
  }
  return view === 'month' ? monthCells(days, timeZone) : weekCells(days, timeZone)
}

/** Runs of days with few shifts are loaded together; days with many show their count alone. */
function monthCells(days: readonly CountedDay[], timeZone: string): Layout {
  const runs: CountedDay[][] = []
  for (const day of days.filter((day) => day.shifts <= monthCellFits)) {
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
      limit: run.length * monthCellFits,
    })),
    countedDays: days.filter((day) => day.shifts > monthCellFits),
    shownPerDay: 0,
  }
}

/** Each day shows its first shifts, and how many there are where those are not all. */
function weekCells(days: readonly CountedDay[], timeZone: string): Layout {
  return {
    kind: 'cells',
    fullCalendarView: 'dayGridWeek',
    pages: days.map(({ day }) => ({ ...daysWindow(timeZone, day), limit: weekCellFits })),
    countedDays: days.filter((day) => day.shifts > weekCellFits),
    shownPerDay: weekCellFits,
  }
}

/** Where days are cells, the worker's own shifts of a day that are too many for one stand there as their number. */
export function groupOwn(shifts: readonly WorkerShift[], layout: Layout | undefined, timeZone: string) {
  const fits = { dayGridMonth: monthCellFits, dayGridWeek: weekCellFits }
  const most = layout?.kind === 'cells' ? fits[layout.fullCalendarView] : Infinity
  const own = shifts.filter(({ kind }) => kind === 'own').map(({ shift }) => shift)
  const crowded = [...groupByDay(own, timeZone)].filter(([, ofDay]) => ofDay.length > most)
  const counted = new Set(crowded.flatMap(([, ofDay]) => ofDay))
  return {
    single: shifts.filter(({ shift }) => !counted.has(shift)),
    grouped: crowded.map(([day, ofDay]) => ({ day, shifts: ofDay.length })),
  }
}
