import { parseFilter, toFilterParams, type AddressParams } from '@/shared/filter/filterUrl.ts'
import { noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { views, type View } from '@/shared/time/period.ts'

/** What the calendar shows, as held by its address. */
export interface CalendarLocation {
  view: View
  /** The selected day, such as 2026-12-01. It is inside the period shown. */
  date: string
  filter: ShiftFilter
  /** Whether the panel with the claimed shifts is shown. */
  showsClaimed?: boolean | undefined
}

/** What decides which shifts the calendar shows, without the panels over it. */
export type PeriodLocation = Pick<CalendarLocation, 'view' | 'date' | 'filter'>

/**
 * Parses the search of an address. Returns undefined if it is malformed, so that a broken link shows no other period. An
 * address without a search has the `defaultFilter`; any other says itself what its filter is.
 */
export function parseLocation(
  search: URLSearchParams,
  today: string,
  defaultFilter: ShiftFilter = noFilter,
): CalendarLocation | undefined {
  if (search.size === 0) return { view: 'month', date: today, filter: defaultFilter }
  const params: AddressParams = Object.fromEntries(search)
  const { view = 'month', date = today, mine } = params
  const filter = parseFilter(params)
  if (!isView(view) || !isDate(date) || !filter) return undefined
  if (mine !== undefined && !truthy.includes(mine) && !falsy.includes(mine)) return undefined
  return { view, date, filter, showsClaimed: mine === undefined ? undefined : truthy.includes(mine) }
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
export function toSearch({ view, date, filter, showsClaimed }: CalendarLocation): string {
  const params = new URLSearchParams({ view, date, ...toFilterParams(filter) })
  if (showsClaimed) params.set('mine', 'true')
  // A comma needs no escape in a query, and a shared link is easier to read without.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
