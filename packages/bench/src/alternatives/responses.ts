import { groupBy } from './groupBy.ts'
import type { AlternativeParams, AlternativeShift } from './params.ts'

/** The responses that are made from the list of all eligible shifts. */
export const responses = {
  list: (shifts: AlternativeShift[]) => ({ shifts: shifts.map(written) }),
  page: (shifts: AlternativeShift[], { limit }: AlternativeParams) => ({
    shifts: shifts.slice(0, limit).map(written),
  }),
  days: (shifts: AlternativeShift[], { timeZone }: AlternativeParams) => {
    // The Canadian date format is that of ISO 8601.
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
