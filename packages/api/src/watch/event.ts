import type { ShiftState } from '@shifts/db'

/** What a watching client has to do to what it has listed. */
export type WatchEvent =
  | { type: 'available'; shift: ShiftState['shift'] }
  | { type: 'gone'; shiftId: number }
  /** More has changed than is told one by one, or was missed: list anew. */
  | { type: 'refetch' }

/** An event, and the id after which the telling goes on when the client comes back. */
export interface NumberedEvent {
  id: string
  event: WatchEvent
}
