import { byStart, type ClaimedShift, type Shift } from './shift.ts'

/** A shift of the worker's calendar: open, or claimed by the worker. */
export type WorkerShift = { kind: 'open'; shift: Shift } | { kind: 'claimed'; shift: ClaimedShift }

/**
 * Merges open and claimed shifts by their start. If more open shifts are to be loaded (`isComplete` is false), claimed
 * shifts after the last open one are left out until then.
 */
export function mergeByStart(
  open: readonly Shift[],
  claimed: readonly ClaimedShift[],
  isComplete: boolean,
): WorkerShift[] {
  const last = open.at(-1)
  const reached = claimed.filter((shift) => isComplete || (last && byStart(shift, last) < 0))
  const both: WorkerShift[] = [
    ...reached.map((shift) => ({ kind: 'claimed' as const, shift })),
    ...open.map((shift) => ({ kind: 'open' as const, shift })),
  ]
  return both.toSorted((one, other) => byStart(one.shift, other.shift))
}
