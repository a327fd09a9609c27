import { byStart, type ClaimedShift, type Shift, type ShiftOneDocumentAway } from './shift.ts'

/** A shift of the worker's calendar: open, claimed by the worker, or locked: open to it only with more documents. */
export type WorkerShift =
  | { kind: 'open'; shift: Shift }
  | { kind: 'claimed'; shift: ClaimedShift }
  | { kind: 'locked'; shift: Shift; missing?: ShiftOneDocumentAway['missingDocument'] }

/** Shifts by their start. If it is not complete, later ones are to be loaded. */
export interface ShiftList {
  items: readonly WorkerShift[]
  isComplete: boolean
}

/** Merges lists of shifts by their start. Shifts after the last one of a list that is not complete are left out until then. */
export function mergeByStart(lists: readonly ShiftList[]): WorkerShift[] {
  const ends = lists.filter(({ isComplete }) => !isComplete).map(({ items }) => items.at(-1)?.shift)
  return lists
    .flatMap(({ items }) => items)
    .filter(({ shift }) => ends.every((end) => end && byStart(shift, end) <= 0))
    .toSorted((one, other) => byStart(one.shift, other.shift))
}
