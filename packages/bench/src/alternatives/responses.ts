import { groupBy } from './groupBy.ts'
import type { AlternativeParams, AlternativeShift } from './params.ts'

/** What is made of every shift that the worker may take. */
export const responses = {
  list: (shifts: AlternativeShift[]) => ({ shifts: shifts.map(written) }),
  page: (shifts: AlternativeShift[], { limit }: AlternativeParams) => ({
    shifts: shifts.slice(0, limit).map(written),
  }),
  days: (shifts: AlternativeShift[], { timeZone }: AlternativeParams) => {
    // Canadians write a date as ISO 8601 does.
    const format = new Intl.DateTimeFormat('en-CA', { timeZone })
    const days = groupBy(shifts, ({ startsAt }) => format.format(startsAt))
    return {
      days: [...days].map(([day, of]) => ({
        day,
        shifts: of.length,
        facilities: new Set(of.map(({ facility }) => facility.id)).size,
      })),
      total: shifts.length,
    }
  },
}

const written = (shift: AlternativeShift) => ({
  ...shift,
  startsAt: withoutMillis(shift.startsAt),
  endsAt: withoutMillis(shift.endsAt),
})

const withoutMillis = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`
