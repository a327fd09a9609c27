import type { InstantWindow } from './period.ts'

const daysMs = 9 * 86_400_000

/**
 * The window in which the claimed shifts start that matter to a shift: those of its week, whichever zones their facilities
 * are in, and those shortly before and after it.
 */
export const weekWindow = ({ startsAt }: { startsAt: string }): InstantWindow => ({
  from: new Date(Date.parse(startsAt) - daysMs).toISOString(),
  to: new Date(Date.parse(startsAt) + daysMs).toISOString(),
})
