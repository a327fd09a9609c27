import { z } from 'zod'

export const views = ['month', 'week', 'day', 'list'] as const
export type View = (typeof views)[number]

/** What the calendar shows, as its address says it. Days are calendar days such as 2026-12-01, in the viewer's zone. */
export interface CalendarLocation {
  view: View
  /** A day inside the period shown. */
  date: string
  /** Only these facilities; every one where empty. */
  facilityIds: number[]
  /** The day whose full list is open. */
  day?: string | undefined
  /** Whether the worker's own shifts are open. */
  mine?: boolean | undefined
}

const idList = z
  .string()
  .regex(/^\d+(,\d+)*$/)
  .transform((text) => text.split(',').map(Number))

/** Dates beyond which nobody looks: every view's window stays one that the API can answer. */
const date = z.iso.date().refine((day) => day >= '1900' && day < '2200')

const search = z.object({
  view: z.enum(views).default('month'),
  date: date.optional(),
  facilities: idList.default([]),
  day: date.optional(),
  mine: z.stringbool().optional(),
})

/** Reads an address's search; undefined where it makes no sense: guessing would show another question's answer. */
export function parseLocation(params: URLSearchParams, today: string): CalendarLocation | undefined {
  const parsed = search.safeParse(Object.fromEntries(params))
  if (!parsed.success) return undefined
  const { view, facilities, day, mine } = parsed.data
  return { view, date: parsed.data.date ?? today, facilityIds: facilities, day, mine }
}

export function toSearch({ view, date, facilityIds, day, mine }: CalendarLocation): string {
  const params = new URLSearchParams({ view, date })
  if (facilityIds.length > 0) params.set('facilities', facilityIds.join(','))
  if (day) params.set('day', day)
  if (mine) params.set('mine', 'true')
  // A comma needs no escape in a query, and reads better in a shared link.
  return `?${params.toString().replaceAll('%2C', ',')}`
}
