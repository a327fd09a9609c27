import { parseFilter, toFilterParams, type AddressParams } from '@/shared/filter/filterUrl.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'

export const views = ['month', 'week', 'day', 'list'] as const
export type View = (typeof views)[number]

/** What the calendar shows, as held by its address. Days are dates such as 2026-12-01 in the viewer's zone. */
export interface CalendarLocation {
  view: View
  /** A day inside the period shown. */
  date: string
  filter: ShiftFilter
  /** The day whose panel is shown. */
  day?: string | undefined
  /** Whether the panel with the claimed shifts is shown. */
  showsClaimed?: boolean | undefined
}

/** What decides which shifts the calendar shows, without the panels over it. */
export type PeriodLocation = Pick<CalendarLocation, 'view' | 'date' | 'filter'>

/** Parses the search of an address. Returns undefined if it is malformed, so that a broken link shows no other period. */
export function parseLocation(search: URLSearchParams, today: string): CalendarLocation | undefined {
  const params: AddressParams = Object.fromEntries(search)
  const { view = 'month', date = today, day, mine } = params
  const filter = parseFilter(params)
  if (!isView(view) || !isDate(date) || (day !== undefined && !isDate(day)) || !filter) return undefined
  if (mine !== undefined && !truthy.includes(mine) && !falsy.includes(mine)) return undefined
  return { view, date, filter, day, showsClaimed: mine === undefined ? undefined : truthy.includes(mine) }
}

const isView = (text: string): text is View => views.some((view) => view === text)

const truthy = ['true', '1', 'yes', 'on']
const falsy = ['false', '0', 'no', 'off']

/** Whether the text is a date of the calendar. The years are limited, so that the API accepts the window of every view. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900' || text >= '2200') return false
  const day = new Date(`${text}T00:00:00Z`)
  // A day that the month does not have may be read as one of the next month.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** The search of the address that shows `location`. `parseLocation` parses it. */
export function toSearch({ view, date, filter, day, showsClaimed }: CalendarLocation): string {
  const params = new URLSearchParams({ view, date, ...toFilterParams(filter) })
  if (day) params.set('day', day)
  if (showsClaimed) params.set('mine', 'true')
  // A comma needs no escape in a query, and a shared link is easier to read without.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
