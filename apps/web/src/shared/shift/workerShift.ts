import { byStart, type OwnShift, type Shift } from './shift.ts'

/** A shift as the worker stands to it: open to be taken, or its own. */
export type WorkerShift = { kind: 'open'; shift: Shift } | { kind: 'own'; shift: OwnShift }

/** The worker's own shifts among the open ones; where more of those follow, only as far as they are loaded. */
export function inOrder(
  open: readonly Shift[],
  own: readonly OwnShift[],
  isComplete: boolean,
): WorkerShift[] {
  const last = open.at(-1)
  const reached = own.filter((shift) => isComplete || (last && byStart(shift, last) < 0))
  const both: WorkerShift[] = [
    ...reached.map((shift) => ({ kind: 'own' as const, shift })),
    ...open.map((shift) => ({ kind: 'open' as const, shift })),
  ]
  return both.toSorted((one, other) => byStart(one.shift, other.shift))
}
