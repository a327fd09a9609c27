import type { Change, ShiftState } from '@shifts/db'
import type { WatchEvent } from './event.ts'

/** What has changed at one time, and how the shifts among it are by now. */
export interface Happening {
  shifts: ShiftState[]
  facilityIds: ReadonlySet<number>
  workerIds: ReadonlySet<number>
  everything: boolean
}

/** Many changes as one. */
export function gather(changes: readonly Change[]) {
  return {
    shiftIds: new Set(changes.flatMap(({ shiftIds = [] }) => shiftIds)),
    facilityIds: new Set(changes.flatMap(({ facilityIds = [] }) => facilityIds)),
    workerIds: new Set(changes.flatMap(({ workerIds = [] }) => workerIds)),
    everything: changes.some(({ everything }) => everything),
  }
}

/** What is told of a shift to those whom it concerns. */
export const eventOf = ({ shift, isOpen }: ShiftState): WatchEvent =>
  isOpen ? { type: 'available', shift } : { type: 'gone', shiftId: shift.id }
