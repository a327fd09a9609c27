import type { RouterOutputs } from '@shifts/api'

/** A shift that the worker may take. */
export type Shift = RouterOutputs['shift']['listEligible']['shifts'][number]

/** A shift that the worker has. */
export type OwnShift = RouterOutputs['shift']['listClaimed']['shifts'][number]

type Hours = Pick<Shift, 'startsAt' | 'endsAt'>

export const overlap = (one: Hours, other: Hours) =>
  Date.parse(one.startsAt) < Date.parse(other.endsAt) && Date.parse(other.startsAt) < Date.parse(one.endsAt)

export const byStart = (one: Shift, other: Shift) =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.id - other.id

export const hasStarted = ({ startsAt }: Shift, now: string) => Date.parse(startsAt) <= Date.parse(now)
