import { groupBy } from './groupBy.ts'
import type { PeerQuestion, PeerShift } from './question.ts'

/** What is made of every shift that the worker may take. */
export const answers = {
  list: (shifts: PeerShift[]) => ({ shifts: shifts.map(written) }),
  page: (shifts: PeerShift[], { limit }: PeerQuestion) => ({ shifts: shifts.slice(0, limit).map(written) }),
  days: (shifts: PeerShift[], { timeZone }: PeerQuestion) => {
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

const written = (shift: PeerShift) => ({
  ...shift,
  startsAt: withoutMillis(shift.startsAt),
  endsAt: withoutMillis(shift.endsAt),
})

const withoutMillis = (instant: Date) => `${instant.toISOString().slice(0, 19)}Z`
