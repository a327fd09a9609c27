import type { Fixture } from '@shifts/testing'

export type ModelShift = Fixture['shifts'][number] & { claimedAt: string | null }

/** The expected content of the database. */
export interface Model extends Fixture {
  shifts: ModelShift[]
  nextShiftId: number
  /** Every successful claim and release. */
  history: { action: 'claim' | 'release'; workerId: number; shiftId: number }[]
  /** The current time. No shift starts within days of it. */
  now: string
}

export const hasStarted = ({ now }: Model, { startsAt }: ModelShift) =>
  Date.parse(startsAt) <= Date.parse(now)
