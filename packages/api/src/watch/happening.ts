import type { Change, ShiftState, WatchScope } from '@shifts/db'
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

/** The shifts among it that concern a worker: those of its profession where it may work. */
export function eventsFor(scope: WatchScope, { shifts }: Happening): WatchEvent[] {
  const concerning = shifts.filter(
    ({ shift }) => shift.profession === scope.profession && scope.facilityIds.has(shift.facility.id),
  )
  return concerning.map(({ shift, isOpen }) =>
    isOpen ? { type: 'available', shift } : { type: 'gone', shiftId: shift.id },
  )
}
