import type { WatchScope } from '@shifts/db'
import type { Mailbox } from './mailbox.ts'

/** A worker whose changes are watched, by one client or several. */
export interface Watcher {
  workerId: number
  scope: WatchScope
  mailboxes: Set<Mailbox>
}

const nobody: ReadonlySet<Watcher> = new Set()

/** The watchers, by worker and by the facilities where they may work. */
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
    /** Those who may work at the facility. */
    at: (facilityId: number): ReadonlySet<Watcher> => byFacility.get(facilityId) ?? nobody,
    add(workerId: number, scope: WatchScope): Watcher {
      const watcher = { workerId, scope, mailboxes: new Set<Mailbox>() }
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
