import type { WatchScope } from '@shifts/db'
import type { EventQueue } from './eventQueue.ts'

/** A worker with at least one client that watches, and a queue for each client. A new scope makes a new watcher. */
export interface Watcher {
  workerId: number
  scope: WatchScope
  queues: Set<EventQueue>
}

/** Keeps the watchers, indexed by worker and by the facilities where they may work. */
export function createWatchers() {
  const byWorker = new Map<number, Watcher>()
  /** Also has former watchers, until they outnumber the current ones: removing each at once would take longer. */
  const byFacility = new Map<number, Watcher[]>()
  let currentEntries = 0
  let formerEntries = 0

  const isCurrent = (watcher: Watcher) => byWorker.get(watcher.workerId) === watcher

  function remove(watcher: Watcher): void {
    if (!isCurrent(watcher)) return
    byWorker.delete(watcher.workerId)
    const entries = watcher.scope.facilityIds.length
    currentEntries -= entries
    formerEntries += entries
    if (formerEntries > currentEntries) dropFormer()
  }

  function dropFormer(): void {
    for (const [facilityId, watchers] of byFacility) {
      const current = watchers.filter(isCurrent)
      if (current.length > 0) byFacility.set(facilityId, current)
      else byFacility.delete(facilityId)
    }
    formerEntries = 0
  }

  return {
    get: (workerId: number) => byWorker.get(workerId),
    workerIds: () => [...byWorker.keys()],
    all: () => byWorker.values(),
    /** The watchers who may work at the facility. */
    at: (facilityId: number): Watcher[] => (byFacility.get(facilityId) ?? []).filter(isCurrent),
    /** Adds a watcher, which replaces the worker's former one. */
    set(workerId: number, scope: WatchScope, queues: Set<EventQueue>): Watcher {
      const former = byWorker.get(workerId)
      if (former) remove(former)
      const watcher = { workerId, scope, queues }
      byWorker.set(workerId, watcher)
      currentEntries += scope.facilityIds.length
      for (const facilityId of scope.facilityIds) {
        const watchers = byFacility.get(facilityId)
        if (watchers) watchers.push(watcher)
        else byFacility.set(facilityId, [watcher])
      }
      return watcher
    },
    remove,
  }
}
