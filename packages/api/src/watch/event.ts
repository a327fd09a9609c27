import { tracked, type TrackedEnvelope } from '@trpc/server'
import type { ShiftState } from '@shifts/db'

/** What a watching client has to do to what it has listed. */
export type WatchEvent =
  | { type: 'available'; shift: ShiftState['shift'] }
  | { type: 'gone'; shiftId: number }
  /** More has changed than is told one by one, or was missed: list anew. */
  | { type: 'refetch' }

/** An event with its id: a client that has seen it has been told everything up to there. */
export type NumberedEvent = TrackedEnvelope<WatchEvent>

export const refetchAt = (id: string): NumberedEvent => tracked(id, { type: 'refetch' })
