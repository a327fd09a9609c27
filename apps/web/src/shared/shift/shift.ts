import type { RouterOutputs } from '@shifts/api'

/** An open shift for which the worker is eligible. */
export type Shift = RouterOutputs['shift']['listEligible']['shifts'][number]

/** A shift that the worker has claimed or was assigned to. */
export type ClaimedShift = RouterOutputs['shift']['listClaimed']['shifts'][number]

/** An open shift that the worker could take with one document more. */
export type ShiftOneDocumentAway = RouterOutputs['shift']['listOneDocumentAway']['shifts'][number]

type Hours = Pick<Shift, 'startsAt' | 'endsAt'>

/** Whether the two shifts have time in common. Shifts that touch do not overlap. */
export const overlap = (one: Hours, other: Hours) =>
  Date.parse(one.startsAt) < Date.parse(other.endsAt) && Date.parse(other.startsAt) < Date.parse(one.endsAt)

/** Orders by start, then by id, as the API does. */
export const byStart = (one: Shift, other: Shift) =>
  Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.id - other.id

export const isOver = ({ endsAt }: Hours, now: string) => Date.parse(endsAt) <= Date.parse(now)

export const hasStarted = ({ startsAt }: Shift, now: string) => Date.parse(startsAt) <= Date.parse(now)
