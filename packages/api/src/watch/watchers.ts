import type { WatchScope } from '@shifts/db'
import type { EventQueue } from './eventQueue.ts'

/** A worker with at least one client that watches, and a queue for each client. */
export interface Watcher {
  workerId: number
  scope: WatchScope
  queues: Set<EventQueue>
}

const noWatchers: ReadonlySet<Watcher> = new Set()

/** Keeps the watchers, indexed by worker and by the facilities where they may work. */
export function createWatchers() {
  const byWorker = new Map<number, Watcher>()
  const byFacility = new Map<number, Set<Watcher>>()

  function index(watcher: Watcher): void {
    for (const facilityId of watcher.scope.facilityIds) {
      const watchers = byFacility.get(facilityId)
      if (watchers) watchers.add(watcher)
      else byFacility.set(facilityId, new Set([watcher]))
    }
  }

  function unindex(watcher: Watcher): void {
    for (const facilityId of watcher.scope.facilityIds) {
      const watchers = byFacility.get(facilityId)
      watchers?.delete(watcher)
      if (watchers?.size === 0) byFacility.delete(facilityId)
    }
  }

  return {
    get: (workerId: number) => byWorker.get(workerId),
    workerIds: () => [...byWorker.keys()],
    all: () => byWorker.values(),
    /** The watchers who may work at the facility. */
    at: (facilityId: number): ReadonlySet<Watcher> => byFacility.get(facilityId) ?? noWatchers,
    add(workerId: number, scope: WatchScope): Watcher {
      const watcher = { workerId, scope, queues: new Set<EventQueue>() }
      byWorker.set(workerId, watcher)
      index(watcher)
      return watcher
    },
    setScope(watcher: Watcher, scope: WatchScope): void {
      unindex(watcher)
      watcher.scope = scope
      index(watcher)
    },
    remove(watcher: Watcher): void {
      unindex(watcher)
      byWorker.delete(watcher.workerId)
    },
  }
}
