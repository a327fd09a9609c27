import { z } from 'zod'
import { filterParams, fromFilterParams, toFilterParams } from '@/shared/filter/filterUrl.ts'
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

/** Limited, so that the API accepts the window of every view. */
const date = z.iso.date().refine((day) => day >= '1900' && day < '2200')

const search = z.object({
  view: z.enum(views).default('month'),
  date: date.optional(),
  ...filterParams.shape,
  day: date.optional(),
  mine: z.stringbool().optional(),
})

/** Parses the search of an address. Returns undefined if it is malformed, so that a broken link shows no other period. */
export function parseLocation(params: URLSearchParams, today: string): CalendarLocation | undefined {
  const parsed = search.safeParse(Object.fromEntries(params))
  if (!parsed.success) return undefined
  const { view, date = today, day, mine, ...filter } = parsed.data
  return { view, date, filter: fromFilterParams(filter), day, showsClaimed: mine }
}

/** The search of the address that shows `location`. `parseLocation` parses it. */
export function toSearch({ view, date, filter, day, showsClaimed }: CalendarLocation): string {
  const params = new URLSearchParams({ view, date, ...toFilterParams(filter) })
  if (day) params.set('day', day)
  if (showsClaimed) params.set('mine', 'true')
  // A comma needs no escape in a query, and a shared link is easier to read without.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
