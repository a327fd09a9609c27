import { setTimeout as delay } from 'node:timers/promises'
import type { WatchScope } from '@shifts/db'
import { refetchAt } from './event.ts'
import type { EventQueue } from './eventQueue.ts'
import type { RunTask } from './taskQueue.ts'

/** A client whose worker's scope is not known yet. */
export interface StartingWatch {
  workerId: number
  /** The client has received everything until this event. */
  lastEventId: string
  /** Called when the watch has started or ended, could not start, or need not be waited for. */
  settle: (error?: unknown) => void
}

interface StartingWatchesOptions {
  runTask: RunTask
  readScopes: (workerIds: readonly number[]) => Promise<Map<number, WatchScope>>
  /** Called for each watch when its scope was read: undefined if the worker was deleted. */
  onStart: (queue: EventQueue, watch: StartingWatch, scope: WatchScope | undefined) => void
  /** Called when the scopes of these watches cannot be read. */
  onFailure: (queues: EventQueue[], error: unknown) => void
  shutdown: AbortSignal
}

/** How many scopes are read at once, how often it is tried, and how long after a failure. */
const scopesAtOnce = 200
const attempts = 10
const retryMs = 500

/** Scopes are read when no more than a few watches were added during a pause, and at the latest after `maxPauses`. */
const pauseMs = 50
const few = 5
const maxPauses = 40

/**
 * Starts watches: reads the scopes of their workers, those that come together with one query. While many clients connect, as after a
 * restart of another host, the scopes wait, and clients list first.
 */
export function createStartingWatches(options: StartingWatchesOptions) {
  const { runTask, readScopes, onStart, onFailure, shutdown } = options
  const watches = new Map<EventQueue, StartingWatch>()

  const areMany = () => watches.size > few
  const pause = (ms: number) => delay(ms, undefined, { signal: shutdown }).catch(() => {})

  async function startAll(): Promise<void> {
    let pauses = 0
    let failures = 0
    while (watches.size > 0) {
      try {
        await runTask(startSome)
        failures = 0
      } catch (error) {
        failures += 1
        if (failures === attempts || !areMany() || shutdown.aborted) return endAll(error)
        await pause(retryMs)
      }
      let before = 0
      for (; pauses < maxPauses && watches.size > before + few; pauses++) {
        before = watches.size
        for (const { settle } of watches.values()) settle()
        await pause(pauseMs)
      }
    }
  }

  async function startSome(): Promise<void> {
    const starting = [...watches].slice(0, scopesAtOnce)
    // Also of workers who are being watched: their last watch may end during the query.
    const scopes = await readScopes([...new Set(starting.map(([, { workerId }]) => workerId))])
    for (const [queue, watch] of starting) {
      if (!watches.delete(queue)) continue
      onStart(queue, watch, scopes.get(watch.workerId))
      watch.settle()
    }
  }

  function endAll(error: unknown): void {
    for (const { settle } of watches.values()) settle(error)
    onFailure([...watches.keys()], error)
  }

  return {
    queues: () => [...watches.keys()],
    /** Whether so many clients connect that `watch` returns before their scopes are read. */
    areMany,
    add(queue: EventQueue, watch: StartingWatch): void {
      watches.set(queue, watch)
      if (watches.size === 1) void startAll()
    },
    /** The client has disconnected, or its watch was ended. */
    remove(queue: EventQueue): void {
      watches.get(queue)?.settle()
      watches.delete(queue)
    },
    /** Tells all clients to list again, because everything has changed at the event `id`. */
    refetch(id: string): void {
      for (const [queue, watch] of watches) {
        queue.push(refetchAt(id))
        watch.lastEventId = id
      }
    },
  }
}
