import type { RouterInputs } from '@shifts/api'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import type { PartOfDay } from '@/shared/time/partOfDay.ts'
import { addDays, instantsOf, visibleDays, type DayWindow, type InstantWindow } from '@/shared/time/period.ts'
import type { Viewer } from '@/shared/viewer/ViewerContext.tsx'
import type { CalendarLocation } from './location.ts'

// The inputs of the calendar's queries. Server and browser share them: equal inputs are one entry of the query cache.
// Days are those of each facility's clock. Only shifts that have not started are counted and listed.

type CountInput = RouterInputs['shift']['countEligibleByDay']

/** The filter without the fields that leave out what clashes with claimed shifts. */
const withoutFit = ({ fitsAroundClaimed: _fits, minRestHours: _rest, ...filter }: ShiftFilter): ShiftFilter =>
  filter

/** What the worker can take on the days: a shift that overlaps a claimed one cannot be taken. */
export const takeableInput = (
  { workerId }: Viewer,
  { fromDay, toDay }: DayWindow,
  filter: ShiftFilter,
): CountInput => ({ workerId, fromDay, toDay, ...filter, notStarted: true, fitsAroundClaimed: true })

/** What the worker can take in the period, by day. */
export const countInput = (viewer: Viewer, location: CalendarLocation): CountInput =>
  takeableInput(viewer, visibleDays(location, viewer.firstDay), location.filter)

/** As `countInput`, with the shifts that clash with claimed ones. */
export const countWithClashesInput = (
  { workerId, firstDay }: Viewer,
  location: CalendarLocation,
): CountInput => ({
  workerId,
  ...visibleDays(location, firstDay),
  ...withoutFit(location.filter),
  notStarted: true,
})

/** What the groups of one part of the day list in the period, by day. */
export const partCountInput = (
  { workerId, firstDay }: Viewer,
  location: CalendarLocation,
  partOfDay: PartOfDay,
): CountInput => ({
  workerId,
  ...visibleDays(location, firstDay),
  ...location.filter,
  partsOfDay: [partOfDay],
  notStarted: true,
})

/**
 * The first day of the agenda. Where the viewer's day has begun and a facility's has not, shifts of the day before can still
 * be taken.
 */
export const agendaStart = (date: string, today: string): string =>
  date === today ? addDays(date, -1) : date

/** A page of the agenda, which has no end. */
export const agendaInput = ({ workerId }: Viewer, filter: ShiftFilter, fromDay: string) => ({
  workerId,
  fromDay,
  limit: 50,
  ...filter,
  notStarted: true,
})

/** For how many days from today on unlocks are counted and previewed. */
const unlockDays = 30

/** What documents would unlock from now on. As in the agenda, a facility's day may be the one before the viewer's. */
export const unlocksInput = ({ workerId }: Viewer, filter: ShiftFilter, today: string) => ({
  workerId,
  fromDay: agendaStart(today, today),
  toDay: addDays(today, unlockDays),
  ...filter,
  notStarted: true,
})

/** A page of the shifts that the documents would unlock, from the date on. */
export const unlockedInput = (
  viewer: Viewer,
  filter: ShiftFilter,
  { date, today, documentIds }: { date: string; today: string; documentIds: readonly number[] },
) => {
  const input = unlocksInput(viewer, filter, today)
  const start = agendaStart(date, today)
  return {
    ...input,
    // After the last day there is nothing, and a window must not end before it starts.
    fromDay: start < input.toDay ? start : input.toDay,
    documentIds: [...documentIds],
    limit: 50,
  }
}

/** The next shift that the worker can take. */
export const nextInput = (viewer: Viewer, filter: ShiftFilter, today: string) => ({
  ...agendaInput(viewer, filter, agendaStart(today, today)),
  fitsAroundClaimed: true,
  limit: 1,
})

/** The first shifts of one part of a day. A week's column is narrow, and has three parts. */
export const groupInput = (
  { workerId }: Viewer,
  { view, filter }: CalendarLocation,
  { day, partOfDay }: { day: string; partOfDay: PartOfDay },
) => ({
  workerId,
  fromDay: day,
  toDay: addDays(day, 1),
  limit: view === 'day' ? 100 : 5,
  ...filter,
  partsOfDay: [partOfDay],
  notStarted: true,
})

export const claimedInput = ({ workerId }: Viewer, { from, to }: InstantWindow) => ({
  workerId,
  from,
  to,
  limit: 500,
})

/** All claimed shifts from the day on, and those of a few hours before it. */
export const claimedListInput = ({ workerId }: Viewer, fromDay: string) => ({
  workerId,
  from: instantsOf({ fromDay, toDay: fromDay }).from,
  limit: 50,
})

/** All claimed shifts from the week before this one on, so that the rest before each shift of this week is known. */
export const upcomingInput = ({ workerId, firstDay }: Viewer, today: string) => {
  const thisWeek = visibleDays({ view: 'week', date: today }, firstDay).fromDay
  const fromDay = addDays(thisWeek, -7)
  return { workerId, from: instantsOf({ fromDay, toDay: fromDay }).from, limit: 500 }
}

export type ClaimedListInput = ReturnType<typeof claimedListInput>
