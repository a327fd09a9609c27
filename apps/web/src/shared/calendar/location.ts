import { z } from 'zod'
import { filterParams, fromFilterParams, toFilterParams } from '@/shared/filter/filterUrl.ts'
import type { ShiftFilter } from '@/shared/filter/shiftFilter.ts'

export const views = ['month', 'week', 'day', 'list'] as const
export type View = (typeof views)[number]

/** What the calendar shows, as its address says it. Days are calendar days such as 2026-12-01, in the viewer's zone. */
export interface CalendarLocation {
  view: View
  /** A day inside the period shown. */
  date: string
  filter: ShiftFilter
  /** The day whose full list is open. */
  day?: string | undefined
  /** Whether the worker's own shifts are open. */
  mine?: boolean | undefined
}

/** Dates beyond which nobody looks: every view's window stays one that the API can answer. */
const date = z.iso.date().refine((day) => day >= '1900' && day < '2200')

const search = z.object({
  view: z.enum(views).default('month'),
  date: date.optional(),
  ...filterParams.shape,
  day: date.optional(),
  mine: z.stringbool().optional(),
})

/** Reads an address's search; undefined if it is malformed, so that nothing else is shown than what the address says. */
export function parseLocation(params: URLSearchParams, today: string): CalendarLocation | undefined {
  const parsed = search.safeParse(Object.fromEntries(params))
  if (!parsed.success) return undefined
  const { view, date = today, day, mine, ...filter } = parsed.data
  return { view, date, filter: fromFilterParams(filter), day, mine }
}

export function toSearch({ view, date, filter, day, mine }: CalendarLocation): string {
  const params = new URLSearchParams({ view, date, ...toFilterParams(filter) })
  if (day) params.set('day', day)
  if (mine) params.set('mine', 'true')
  // A comma needs no escape in a query, and reads better in a shared link.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
