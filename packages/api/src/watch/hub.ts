import { setTimeout as delay } from 'node:timers/promises'
import {
  areVisible,
  ChangeFeedError,
  listShiftStates,
  listExistingWorkers,
  listWatchScopes,
  listWorkersWhoMayWorkAt,
  NotFoundError,
  reasonOf,
  type Change,
  type ListenForChanges,
  type Servers,
  type ShiftState,
} from '@shifts/db'
import { TRPCError } from '@trpc/server'
import DataLoader from 'dataloader'
import type { Logger } from '../http/logger.ts'
import { messages } from '../http/messages.ts'
import { eventOf, isOnlyPosition, mergeChanges, type ChangeSet } from './changeSet.ts'
import { refetchAt, type EventWithId, type WatchEvent } from './event.ts'
import { createEventQueue, type EventQueue } from './eventQueue.ts'
import { createHistory } from './history.ts'
import { trackListening } from './listening.ts'
import { missedEvents, withIds } from './missedEvents.ts'
import { createStartingWatches } from './startingWatches.ts'
import { createTaskQueue } from './taskQueue.ts'
import { createWatchers, type Watcher } from './watchers.ts'

export interface WatchHub {
  /**
   * The events of a worker: shifts that become available or stop being so, after `lastEventId`. Without one, or if the history
   * does not know it any more, the first event says to list. Ends with `signal`, and with
   * SERVICE_UNAVAILABLE when changes no longer arrive from the database.
   * @throws {NotFoundError} for an unknown worker
   * @throws {TRPCError} SERVICE_UNAVAILABLE while changes do not arrive from the database
   */
  watch: (
    workerId: number,
    options: { lastEventId?: string | undefined; signal: AbortSignal | undefined },
  ) => Promise<AsyncIterableIterator<EventWithId, undefined>>
  /** The id of the last published change. A client that lists now and then watches from it misses nothing. */
  position: () => string
  /** How many clients watch. */
  watching: () => number
  /** Whether changes arrive from the database. Waits for the first attempt to listen, which takes seconds at most. */
  isListening: () => Promise<boolean>
  /** What an administrator has to do so that changes arrive; undefined if nothing is known. */
  problem: () => string | undefined
  /** Stops listening, and ends every watch with an error that makes clients reconnect, possibly to another host. */
  close: () => void
}

export interface WatchHubOptions {
  read: Servers['read']
  listen: ListenForChanges
  logger: Logger
}

type DocumentChanges = Pick<ChangeSet, 'facilityIds' | 'documentIds'>

const retryMs = 500

/** Changes come in bursts: those that arrive within this time are published together, with one query for all of them. */
const batchMs = 20

/** The most transactions that are kept while changes cannot be read. */
const maxTransactions = 10_000

/** How long a new watch waits for others, to look up their workers together. */
const lookUpMs = 5

/**
 * Receives the database's changes over one connection and publishes them to all clients that watch. Its tasks run one
 * after the other: a batch of changes is published completely before the next batch, or a new watch, starts.
 */
export function createWatchHub({ read, listen, logger }: WatchHubOptions): WatchHub {
  const watchers = createWatchers()
  const history = createHistory()
  const shutdown = new AbortController()
  const runTask = createTaskQueue()
  let lastBatch: Promise<unknown> = Promise.resolve()
  let pendingChanges: Change[] = []
  let isBatchEnqueued = false
  let hasFailedToListen = false
  let problem: string | undefined

  /** Watches that start at about the same time share a query. */
  const workerExists = new DataLoader<number, boolean>(
    async (ids) => {
      const existing = await read((db) => listExistingWorkers(db, ids))
      return ids.map((id) => existing.has(id))
    },
    { cache: false, batchScheduleFn: (run) => void setTimeout(run, lookUpMs) },
  )

  const starting = createStartingWatches({
    runTask,
    readScopes: (workerIds) => read((db) => listWatchScopes(db, workerIds)),
    onStart(queue, { workerId, lastEventId }, scope) {
      const watcher = watchers.get(workerId) ?? (scope && watchers.set(workerId, scope, new Set()))
      watcher?.queues.add(queue)
      if (watcher) pushAll([queue], missedEvents(history, watcher, lastEventId))
      else queue.close()
    },
    onFailure(queues, error) {
      logger.warn({ reason: reasonOf(error) }, 'watches could not start')
      for (const queue of queues) queue.close(notListening())
    },
    shutdown: shutdown.signal,
  })

  const listening = trackListening(() => {
    logger.error('the listener is not connected to the database: watches are refused until it is')
    closeAll(notListening())
  })

  function addChanges(changes: readonly Change[]): void {
    pendingChanges = pendingChanges.concat(changes)
    if (isBatchEnqueued) return
    isBatchEnqueued = true
    lastBatch = runTask(publishBatch)
  }

  async function publishBatch(): Promise<void> {
    await pause(batchMs)
    if (shutdown.signal.aborted) return
    isBatchEnqueued = false
    // When listening starts again, everything counts as changed. Earlier changes need not be told: a failover may have lost them.
    const restart = pendingChanges.findLastIndex(({ everything, xid }) => everything && xid === undefined)
    const changes = pendingChanges.slice(Math.max(restart, 0))
    pendingChanges = []
    /** Publishes these before those that have arrived meanwhile. Watches may start first. */
    const postpone = (postponed: readonly Change[]) => addChanges([...postponed, ...pendingChanges.splice(0)])
    try {
      const xids = changes.flatMap(({ xid }) => xid ?? [])
      if (xids.length > 0 && !(await read((db) => areVisible(db, xids)))) postpone(changes)
      else await publish(changes)
    } catch (error) {
      logger.warn({ reason: reasonOf(error) }, 'changes could not be read; every client will list again')
      await pause(retryMs)
      // Still with the transactions that clients must see when they list: the latest, because earlier ones are visible by then.
      const transactions = changes
        .flatMap(({ xid, position }) => (xid === undefined ? [] : { xid, position }))
        .slice(-maxTransactions)
      postpone([{ everything: true, position: changes.at(-1)?.position }, ...transactions])
    }
  }

  async function publish(changes: readonly Change[]): Promise<void> {
    const { shiftIds, ...merged } = mergeChanges(changes)
    const position = changes.at(-1)?.position
    if (position !== undefined && changes.every(isOnlyPosition)) return history.advance(position)
    if (merged.everything) return publishEverything(merged, position)
    const affected = [...merged.workerIds, ...(await workersAffectedAt(merged.facilityIds))]
    const refetching = new Set(affected.filter((id) => watchers.get(id)))
    await renewScopes([...refetching])
    const shifts = shiftIds.size > 0 ? await read((db) => listShiftStates(db, [...shiftIds])) : []

    const entry = history.add({ shifts, ...merged }, position)
    const eventsOf = eventsByWatcher(shifts)
    for (const watcher of watchersOfDocuments(merged))
      eventsOf.set(watcher, [...(eventsOf.get(watcher) ?? []), { type: 'documents' }])
    for (const [watcher, events] of eventsOf)
      if (!refetching.has(watcher.workerId)) pushAll(watcher.queues, withIds(events, entry))
    for (const workerId of refetching) pushAll(watchers.get(workerId)?.queues ?? [], [refetchAt(entry.id)])
  }

  /** Clients list again at once. Only later events need the scopes, which take seconds to read for thousands of workers. */
  async function publishEverything(
    merged: Omit<ChangeSet, 'shifts'>,
    position: string | undefined,
  ): Promise<void> {
    // Reads one scope first: while the database does not answer, clients could not list either, and this is tried again later.
    await renewScopes(watchers.workerIds().slice(0, 1))
    const { id } = history.add({ shifts: [], ...merged }, position)
    starting.refetch(id)
    for (const watcher of watchers.all()) {
      watchers.remove(watcher)
      for (const queue of watcher.queues) {
        queue.push(refetchAt(id))
        starting.add(queue, { workerId: watcher.workerId, lastEventId: id, settle: () => {} })
      }
    }
  }

  /** The watched workers who may work at the facilities, or could before the change. */
  async function workersAffectedAt(facilityIds: ReadonlySet<number>): Promise<number[]> {
    const workerIds = watchers.workerIds()
    if (facilityIds.size === 0 || workerIds.length === 0) return []
    const before = [...facilityIds].flatMap((id) => watchers.at(id).map(({ workerId }) => workerId))
    const now = await read((db) => listWorkersWhoMayWorkAt(db, { workerIds, facilityIds: [...facilityIds] }))
    return [...before, ...now]
  }

  async function renewScopes(workerIds: readonly number[]): Promise<void> {
    if (workerIds.length === 0) return
    const scopes = await read((db) => listWatchScopes(db, workerIds))
    for (const workerId of workerIds) {
      const watcher = watchers.get(workerId)
      const scope = scopes.get(workerId)
      if (watcher && scope) watchers.set(workerId, scope, watcher.queues)
      // The worker was deleted.
      else for (const queue of watcher?.queues ?? []) queue.close()
    }
  }

  /**
   * The watchers to whom documents may be shown differently, or would add other shifts. A facility where a worker may not work
   * matters to it too: documents could open it.
   */
  function watchersOfDocuments({ facilityIds, documentIds }: DocumentChanges): Watcher[] {
    if (documentIds.size > 0) return [...watchers.all()]
    // An inactive worker may work nowhere, whatever documents it had.
    return facilityIds.size > 0 ? [...watchers.all()].filter(({ scope }) => scope.isActive) : []
  }

  /** The events of these shifts for each watcher. All watchers share the event object of a shift. */
  function eventsByWatcher(shifts: readonly ShiftState[]): Map<Watcher, WatchEvent[]> {
    const eventsOf = new Map<Watcher, WatchEvent[]>()
    for (const state of shifts) {
      const event = eventOf(state)
      for (const watcher of watchers.at(state.shift.facility.id)) {
        if (watcher.scope.profession !== state.shift.profession) continue
        const events = eventsOf.get(watcher)
        if (events) events.push(event)
        else eventsOf.set(watcher, [event])
      }
    }
    return eventsOf
  }

  function endWatch(workerId: number, queue: EventQueue): void {
    starting.remove(queue)
    const watcher = watchers.get(workerId)
    if (watcher?.queues.delete(queue) && watcher.queues.size === 0) watchers.remove(watcher)
  }

  const pause = (ms: number) => delay(ms, undefined, { signal: shutdown.signal }).catch(() => {})

  function closeAll(error: Error): void {
    for (const { queues } of watchers.all()) for (const queue of queues) queue.close(error)
    for (const queue of starting.queues()) queue.close(error)
  }

  void listen({
    signal: shutdown.signal,
    onChange(change) {
      if (hasFailedToListen) logger.info('changes arrive from the database again')
      hasFailedToListen = false
      problem = undefined
      listening.connected()
      addChanges([change])
    },
    onError(error) {
      // The listener retries: one line for each connection loss is enough.
      if (!hasFailedToListen)
        logger.warn({ reason: reasonOf(error) }, 'changes do not arrive from the database')
      hasFailedToListen = true
      problem = error instanceof ChangeFeedError ? error.message : undefined
      listening.failed()
    },
  })

  return {
    async watch(workerId, { lastEventId, signal }) {
      await listening.started
      if (!listening.isListening() && !signal?.aborted) throw notListening()
      if (!signal?.aborted && !(await workerExists.load(workerId)))
        throw new NotFoundError('worker', [workerId])
      await lastBatch
      const isKnown = lastEventId !== undefined && history.knows(lastEventId)
      const startId = isKnown ? lastEventId : history.newest()
      const queue = createEventQueue(() => endWatch(workerId, queue))
      const started = new Promise<void>((resolve, reject) => {
        const settle = (error?: unknown) => (error === undefined ? resolve() : reject(error))
        starting.add(queue, { workerId, lastEventId: startId, settle })
      })
      if (shutdown.signal.aborted) queue.close(shuttingDown())
      if (!listening.isListening()) queue.close(notListening())
      if (signal?.aborted) queue.close()
      if (!isKnown) queue.push(refetchAt(startId))
      signal?.addEventListener('abort', () => queue.close(), { once: true })
      if (starting.areMany()) started.catch(() => {})
      else await started
      return queue
    },
    position: history.newest,
    watching: () =>
      [...watchers.all()].reduce((sum, { queues }) => sum + queues.size, starting.queues().length),
    async isListening() {
      await listening.started
      return listening.isListening()
    },
    problem: () => problem,
    close() {
      shutdown.abort()
      listening.stop()
      closeAll(shuttingDown())
    },
  }
}

const unavailable = (message: string) => new TRPCError({ code: 'SERVICE_UNAVAILABLE', message })

const shuttingDown = () => unavailable(messages.shuttingDown)

const notListening = () => unavailable(messages.liveUpdatesInterrupted)

function pushAll(queues: Iterable<EventQueue>, events: readonly EventWithId[]): void {
  for (const queue of queues) for (const event of events) queue.push(event)
}
