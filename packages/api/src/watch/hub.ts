import { setTimeout as delay } from 'node:timers/promises'
import {
  areVisible,
  ChangeFeedError,
  listShiftStates,
  listWatchScopes,
  listWorkersEligibleAt,
  NotFoundError,
  type Change,
  type ListenForChanges,
  type Servers,
  type ShiftState,
  type WatchScope,
} from '@shifts/db'
import { TRPCError } from '@trpc/server'
import type { Logger } from '../http/logger.ts'
import { messages } from '../http/messages.ts'
import { eventOf, isOnlyPosition, mergeChanges, type ChangeSet } from './changeSet.ts'
import { refetchAt, type NumberedEvent, type WatchEvent } from './event.ts'
import { createEventQueue, type EventQueue } from './eventQueue.ts'
import { createHistory, type Entry } from './history.ts'
import { trackListening } from './listening.ts'
import { createWatchers, type Watcher } from './watchers.ts'

export interface WatchHub {
  /**
   * The events of a worker: shifts that become available or stop being so, from now on, or after `lastEventId` where the
   * history still knows it; otherwise the first event says to list again. Ends with `signal`, and with
   * SERVICE_UNAVAILABLE when changes no longer arrive from the database.
   * @throws {NotFoundError} for an unknown worker
   * @throws {TRPCError} SERVICE_UNAVAILABLE while changes do not arrive from the database
   */
  watch: (
    workerId: number,
    options: { lastEventId?: string | undefined; signal: AbortSignal | undefined },
  ) => Promise<AsyncIterableIterator<NumberedEvent, undefined>>
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

/** A client whose watch has not started yet. */
interface PendingWatch {
  workerId: number
  lastEventId: string | undefined
  signal: AbortSignal | undefined
  queue: EventQueue
}

const retryMs = 500

/** How many scopes are read at once, and how often, when all are renewed. */
const scopesAtOnce = 200
const renewAttempts = 10

/** Changes come in bursts: those of this long are published together, with one query for all of them. */
const batchMs = 20

/**
 * Receives the database's changes over one connection and publishes them to all clients that watch. Its tasks run one
 * after the other: a batch of changes is published completely before the next batch, or a new watch, starts.
 */
export function createWatchHub({ read, listen, logger }: WatchHubOptions): WatchHub {
  const watchers = createWatchers()
  const history = createHistory()
  const shutdown = new AbortController()
  let lastTask: Promise<unknown> = Promise.resolve()
  let pendingChanges: Change[] = []
  let isBatchEnqueued = false
  let pendingWatches: PendingWatch[] = []
  let unknownWorkerIds: Promise<ReadonlySet<number>> = Promise.resolve(new Set())
  let hasFailedToListen = false
  let problem: string | undefined

  const listening = trackListening(() => {
    logger.error('the listener is not connected to the database: watches are refused until it is')
    closeAll(notListening())
  })

  /** Runs the task once all earlier ones are done. */
  function enqueueTask<T>(task: () => Promise<T>): Promise<T> {
    const result = lastTask.then(task)
    lastTask = result.catch(() => {})
    return result
  }

  function addChanges(changes: readonly Change[]): void {
    pendingChanges.push(...changes)
    if (isBatchEnqueued) return
    isBatchEnqueued = true
    void enqueueTask(publishBatch)
  }

  async function publishBatch(): Promise<void> {
    await delay(batchMs, undefined, { signal: shutdown.signal }).catch(() => {})
    if (shutdown.signal.aborted) return
    isBatchEnqueued = false
    // Whatever changed before everything did need not be told. It may never become visible, if it was lost in a failover.
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
      logger.warn({ reason: String(error) }, 'changes could not be read; every client will list again')
      await delay(retryMs, undefined, { signal: shutdown.signal }).catch(() => {})
      postpone([{ everything: true, position: changes.at(-1)?.position }])
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
    const [first, ...others] = watchers.workerIds()
    // While the database does not answer, clients could not list either.
    if (first !== undefined) await renewScopes([first])
    const { id } = history.add({ shifts: [], ...merged }, position)
    for (const { queues } of watchers.all()) pushAll(queues, [refetchAt(id)])
    for (let start = 0; start < others.length; start += scopesAtOnce)
      await renewPatiently(others.slice(start, start + scopesAtOnce))
  }

  /** While all clients list again, the database may refuse a query. If it failed at once, they would all be told to list again. */
  async function renewPatiently(workerIds: readonly number[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await renewScopes(workerIds)
      } catch (error) {
        if (attempt === renewAttempts || shutdown.signal.aborted) throw error
        await delay(retryMs, undefined, { signal: shutdown.signal }).catch(() => {})
      }
    }
  }

  /** The watched workers who may work at the facilities, or could before the change. */
  async function workersAffectedAt(facilityIds: ReadonlySet<number>): Promise<number[]> {
    const workerIds = watchers.workerIds()
    if (facilityIds.size === 0 || workerIds.length === 0) return []
    const before = [...facilityIds].flatMap((id) => [...watchers.at(id)].map(({ workerId }) => workerId))
    const now = await read((db) => listWorkersEligibleAt(db, { workerIds, facilityIds: [...facilityIds] }))
    return [...before, ...now]
  }

  async function renewScopes(workerIds: readonly number[]): Promise<void> {
    if (workerIds.length === 0) return
    const scopes = await read((db) => listWatchScopes(db, workerIds))
    for (const workerId of workerIds) {
      const watcher = watchers.get(workerId)
      const scope = scopes.get(workerId)
      if (watcher && scope) watchers.setScope(watcher, scope)
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

  /** The events that a client has missed since `lastEventId`. */
  function missedEvents({ workerId, scope }: Watcher, lastEventId: string | undefined): NumberedEvent[] {
    const entries = lastEventId === undefined ? undefined : history.since(lastEventId)
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

  function removeQueue(workerId: number, queue: EventQueue): void {
    const watcher = watchers.get(workerId)
    if (watcher?.queues.delete(queue) && watcher.queues.size === 0) watchers.remove(watcher)
  }

  /**
   * Resolves once the watch has started, to the ids of unknown workers. Watches that start together, as after a restart,
   * share one query.
   */
  function startWatch(watch: PendingWatch): Promise<ReadonlySet<number>> {
    pendingWatches.push(watch)
    if (pendingWatches.length === 1) unknownWorkerIds = enqueueTask(startPendingWatches)
    return unknownWorkerIds
  }

  async function startPendingWatches(): Promise<ReadonlySet<number>> {
    // While the database hangs, clients disconnect and reconnect repeatedly: only those still connected count.
    const starting = pendingWatches.filter(({ signal }) => !signal?.aborted)
    pendingWatches = []
    // Also of workers who are being watched: their last watch may end during the query.
    const ids = new Set(starting.map(({ workerId }) => workerId))
    const scopes =
      ids.size > 0 ? await read((db) => listWatchScopes(db, [...ids])) : new Map<number, WatchScope>()
    for (const { workerId, lastEventId, queue } of starting) {
      const scope = scopes.get(workerId)
      const watcher = watchers.get(workerId) ?? (scope && watchers.add(workerId, scope))
      if (!watcher) continue
      watcher.queues.add(queue)
      pushAll([queue], missedEvents(watcher, lastEventId))
    }
    return new Set([...ids].filter((id) => !scopes.has(id)))
  }

  function closeAll(error: Error): void {
    for (const { queues } of watchers.all()) for (const queue of queues) queue.close(error)
  }

  void listen({
    signal: shutdown.signal,
    onChange(change) {
      if (hasFailedToListen) logger.info('the listener is connected to the database again')
      hasFailedToListen = false
      problem = undefined
      listening.connected()
      addChanges([change])
    },
    onError(error) {
      // The listener retries: one line for each connection loss is enough.
      if (!hasFailedToListen)
        logger.warn({ reason: error.message }, 'the listener lost its connection to the database')
      hasFailedToListen = true
      problem = error instanceof ChangeFeedError ? error.message : undefined
      listening.failed()
    },
  })

  return {
    async watch(workerId, { lastEventId, signal }) {
      await listening.started
      if (!listening.isListening() && !signal?.aborted) throw notListening()
      const queue = createEventQueue(() => removeQueue(workerId, queue))
      const unknownIds = await startWatch({ workerId, lastEventId, signal, queue })
      if (unknownIds.has(workerId)) throw new NotFoundError('worker', [workerId])
      if (shutdown.signal.aborted) queue.close(shuttingDown())
      if (!listening.isListening()) queue.close(notListening())
      if (signal?.aborted) queue.close()
      signal?.addEventListener('abort', () => queue.close(), { once: true })
      return queue
    },
    position: history.newest,
    watching: () => [...watchers.all()].reduce((sum, { queues }) => sum + queues.size, 0),
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

function pushAll(queues: Iterable<EventQueue>, events: readonly NumberedEvent[]): void {
  for (const queue of queues) for (const event of events) queue.push(event)
}

/**
 * The events of an entry with their ids. A client that reconnects after an event gets everything after its id: so only the
 * last event has the id of its entry, and the others have that of the previous entry.
 */
const withIds = (events: WatchEvent[], { id, previousId }: Entry): NumberedEvent[] =>
  events.map((event, n) => [n === events.length - 1 ? id : previousId, event])
