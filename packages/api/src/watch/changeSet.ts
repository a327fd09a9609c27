import type { Change, ShiftState } from '@shifts/db'
import type { WatchEvent } from './event.ts'

/** Changes that are published together, with the state of the changed shifts at that time. */
export interface ChangeSet {
  shifts: ShiftState[]
  facilityIds: ReadonlySet<number>
  documentIds: ReadonlySet<number>
  workerIds: ReadonlySet<number>
  /** Anything may have changed. */
  everything: boolean
}

/** The ids of all the changes. */
export function mergeChanges(changes: readonly Change[]) {
  return {
    shiftIds: new Set(changes.flatMap(({ shiftIds = [] }) => shiftIds)),
    facilityIds: new Set(changes.flatMap(({ facilityIds = [] }) => facilityIds)),
    documentIds: new Set(changes.flatMap(({ documentIds = [] }) => documentIds)),
    workerIds: new Set(changes.flatMap(({ workerIds = [] }) => workerIds)),
    everything: changes.some(({ everything }) => everything),
  }
}

/** Whether the change says only how far the log was read. */
export const isOnlyPosition = (change: Change): boolean => Object.keys(change).join() === 'position'

/** The event for workers whom the shift concerns. */
export const eventOf = ({ shift, isOpen }: ShiftState): WatchEvent =>
  isOpen ? { type: 'available', shift } : { type: 'gone', shiftId: shift.id }
