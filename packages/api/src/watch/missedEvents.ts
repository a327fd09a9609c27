import { eventOf } from './changeSet.ts'
import { refetchAt, type EventWithId, type WatchEvent } from './event.ts'
import type { Entry, History } from './history.ts'
import type { Watcher } from './watchers.ts'

/** The events that a client of the watcher has missed since `lastEventId`. */
export function missedEvents(
  history: History,
  { workerId, scope }: Watcher,
  lastEventId: string,
): EventWithId[] {
  const entries = history.since(lastEventId)
  const mustListAgain = entries?.some(
    ({ changes: { everything, facilityIds, documentIds, workerIds } }) =>
      everything || facilityIds.size > 0 || documentIds.size > 0 || workerIds.has(workerId),
  )
  if (!entries || mustListAgain) return [refetchAt(history.newest())]
  const facilityIds = new Set(scope.facilityIds)
  return entries.flatMap((entry) => {
    const shifts = entry.changes.shifts.filter(
      ({ shift }) => shift.profession === scope.profession && facilityIds.has(shift.facility.id),
    )
    return withIds(shifts.map(eventOf), entry)
  })
}

/**
 * The events of an entry with their ids. A client that reconnects after an event gets everything after its id: so only the
 * last event has the id of its entry, and the others have that of the previous entry.
 */
export const withIds = (events: WatchEvent[], { id, previousId }: Entry): EventWithId[] =>
  events.map((event, n) => [n === events.length - 1 ? id : previousId, event])
