import { ids, parseFilter, toFilterParams, type AddressParams } from '@/shared/filter/filterUrl.ts'
import { noFilter, type ShiftFilter } from '@/shared/filter/shiftFilter.ts'
import { views, type View } from '@/shared/time/period.ts'

/** What the calendar shows, as held by its address. */
export interface CalendarLocation {
  view: View
  /** The selected day, such as 2026-12-01. It is inside the period shown. */
  date: string
  filter: ShiftFilter
  /** The documents of a preview: the agenda shows the shifts that they would unlock, in place of those that can be taken. */
  unlockedBy?: readonly number[] | undefined
  /** Whether the agenda also shows the shifts that one missing document would unlock. */
  showsOneAway?: boolean | undefined
}

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
  // A list may repeat its parameter, as in the API. Any other parameter is malformed then.
  const params: AddressParams = Object.fromEntries(
    [...search.keys()].map((name) => [name, search.getAll(name).join(',')]),
  )
  const { view = 'month', date = today } = params
  const filter = parseFilter(params)
  const showsOneAway = parseSwitch(params['away'])
  const unlockedBy = parseDocuments(params['with'])
  if (!isView(view) || !isDate(date) || !filter) return undefined
  if (showsOneAway === null || unlockedBy === null) return undefined
  return { view, date, filter, unlockedBy: previewIn(view, unlockedBy), showsOneAway }
}

/** Only a list shows a preview: the counts of the other views are of what can be taken. */
const previewIn = (view: View, unlockedBy: readonly number[] | undefined) =>
  view === 'list' ? unlockedBy : undefined

const isView = (text: string): text is View => views.some((view) => view === text)

const truthy = ['true', '1', 'yes', 'on']
const falsy = ['false', '0', 'no', 'off']

/** Undefined where it is left out, null if it is malformed. */
function parseSwitch(text: string | undefined): boolean | null | undefined {
  if (text === undefined) return undefined
  if (truthy.includes(text)) return true
  return falsy.includes(text) ? false : null
}

/** How many documents the API accepts at most. */
const maxDocuments = 100

/** Undefined where it is left out, null if it is malformed. */
function parseDocuments(text: string | undefined): number[] | null | undefined {
  if (text === undefined) return undefined
  const unique = new Set(ids(text))
  return unique.size > 0 && unique.size <= maxDocuments ? [...unique] : null
}

/** Whether the text is a date of the calendar. The years are limited, so that the API accepts the window of every view. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '1900' || text >= '2200') return false
  const day = new Date(`${text}T00:00:00Z`)
  // A day that the month does not have may be read as one of the next month.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

/** The search of the address that shows `location`. `parseLocation` parses it. */
export function toSearch(location: CalendarLocation): string {
  const { view, date, filter, unlockedBy, showsOneAway } = location
  const params = new URLSearchParams({ view, date, ...toFilterParams(filter) })
  const preview = previewIn(view, unlockedBy)
  if (preview) params.set('with', preview.join())
  if (showsOneAway) params.set('away', 'true')
  // A comma needs no escape in a query, and a shared link is easier to read without.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
