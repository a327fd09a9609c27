import { groupBy } from './groupBy.ts'
import type { AlternativeParams, AlternativeShift } from './params.ts'

/** Each kind of response, made from the list of all eligible shifts. */
export const responses = {
  list: (shifts: AlternativeShift[]) => ({ shifts: shifts.map(toOutput) }),
  page: (shifts: AlternativeShift[], { limit }: AlternativeParams) => ({
    shifts: shifts.slice(0, limit).map(toOutput),
  }),
  days: (shifts: AlternativeShift[], { timeZone }: AlternativeParams) => {
    // The Canadian locale formats dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('en-CA', { timeZone })
    const days = groupBy(shifts, ({ startsAt }) => format.format(startsAt))
    return {
      days: [...days].map(([day, shiftsOfDay]) => ({
        day,
        shifts: shiftsOfDay.length,
        facilities: new Set(shiftsOfDay.map(({ facility }) => facility.id)).size,
      })),
      total: shifts.length,
    }
  },
}

const toOutput = (shift: AlternativeShift) => ({
  ...shift,
  startsAt: withoutMillis(shift.startsAt),
  endsAt: withoutMillis(shift.endsAt),
})

const withoutMillis = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`
