import type { RouterInputs, RouterOutputs } from '@shifts/api'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import { addDays, instantsOf, shiftDay } from '@/shared/time/period.ts'

/** Complete weeks of the past. */
export interface HistoryPage {
  /** The first day of the page, which is that of a week. */
  firstDay: string
  shifts: ClaimedShift[]
  /** Whether there may be shifts before the page. */
  hasEarlier: boolean
}

export type ListClaimed = (
  window: Omit<RouterInputs['shift']['listClaimed'], 'workerId'>,
) => Promise<RouterOutputs['shift']['listClaimed']>

/** A quarter of a year. */
const weeksAPage = 13

/** Loads all claimed shifts of the weeks before `endDay`: of so many weeks that there is one, if there is one at all. */
export async function loadHistory(
  list: ListClaimed,
  { endDay, timeZone }: { endDay: string; timeZone: string },
): Promise<HistoryPage> {
  const { shifts: oldest } = await list({ limit: 1 })
  // Twice as many with each attempt, so that a gap of years takes few.
  for (let weeks = weeksAPage; ; weeks *= 2) {
    const firstDay = addDays(endDay, -7 * weeks)
    const shifts = (await listAll(list, instantsOf({ fromDay: firstDay, toDay: endDay }))).filter((shift) => {
      const day = shiftDay(shift, timeZone)
      return firstDay <= day && day < endDay
    })
    // Up to then, the day before `firstDay` lasts somewhere.
    const { to } = instantsOf({ fromDay: firstDay, toDay: firstDay })
    const hasEarlier = oldest.some(({ startsAt }) => Date.parse(startsAt) < Date.parse(to))
    if (shifts.length > 0 || !hasEarlier) return { firstDay, shifts, hasEarlier }
  }
}

/** The API lists them a page at a time. */
async function listAll(list: ListClaimed, window: { from: string; to: string }): Promise<ClaimedShift[]> {
  const shifts: ClaimedShift[] = []
  let cursor: string | undefined
  do {
    const page = await list({ ...window, limit: 500, ...(cursor && { cursor }) })
    shifts.push(...page.shifts)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return shifts
}
