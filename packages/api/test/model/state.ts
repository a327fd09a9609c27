import type { Fixture } from '@shifts/testing'

export type ModelShift = Fixture['shifts'][number] & { claimedAt: string | null }

/** What the database has to hold, as plain values. */
export interface Model extends Fixture {
  shifts: ModelShift[]
  nextShiftId: number
  /** Every claim and release that was done. */
  history: { action: 'claim' | 'release'; workerId: number; shiftId: number }[]
  /** No shift starts within days of it. */
  now: string
}

export const hasStarted = ({ now }: Model, { startsAt }: ModelShift) =>
  Date.parse(startsAt) <= Date.parse(now)
