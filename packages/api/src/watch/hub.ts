import { setTimeout as delay } from 'node:timers/promises'
import {
  listShiftStates,
  listWatchScopes,
  listWorkersWhoMayWork,
  NotFoundError,
  type Change,
  type Database,
  type ListenOptions,
  type ShiftState,
  type WatchScope,
} from '@shifts/db'
import { TRPCError } from '@trpc/server'
import type { Logger } from '../http/logger.ts'
import { messages } from '../http/messages.ts'
import { refetchAt, type NumberedEvent, type WatchEvent } from './event.ts'
import { eventOf, gather } from './happening.ts'
import { createHistory, type Entry } from './history.ts'
import { trackListening } from './listening.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { createWatchers, type Watcher } from './watchers.ts'

export interface WatchHub {
  /**
   * What becomes available to the worker or stops being so, from now on, or after `lastEventId` where that is still
   * known: else the client is told to list anew. Ends with `signal`, and with SERVICE_UNAVAILABLE when changes do not
   * arrive from the database any more.
   * @throws {NotFoundError} for an unknown worker
   * @throws {TRPCError} SERVICE_UNAVAILABLE while changes do not arrive from the database
   */
  watch: (
    workerId: number,
    options: { lastEventId?: string | undefined; signal: AbortSignal | undefined },
  ) => Promise<AsyncIterableIterator<NumberedEvent, undefined>>
  /** Where everything up to now was told: who lists now, and then watches from there on, misses nothing and need not list anew. */
  position: () => string
  /** How many watch. */
  watching: () => number
  /** Whether changes arrive from the database. Waits for the first attempt to listen, which takes seconds at most. */
  isListening: () => Promise<boolean>
  /** Ends the listening, and every watch by an error after which clients connect again: there may be other hosts. */
  close: () => void
}

export interface WatchHubOptions {
  db: Database
  listen: (options: ListenOptions) => Promise<void>
  logger: Logger
}

/** A client that waits for its watch to begin. */
interface Joiner {
  workerId: number
  lastEventId: string | undefined
  signal: AbortSignal | undefined
  mailbox: Mailbox
}

const retryMs = 500

/** Changes come in bursts: one look at the database does for all of a moment. */
const gatherMs = 20

/**
 * Listens from now on, and tells many watchers what one connection hears. All of it happens in turn: what was heard is
 * told to those whom it concerns before anything else is looked at, and before somebody new begins to watch.
 */
export function createWatchHub({ db, listen, logger }: WatchHubOptions): WatchHub {
  const watchers = createWatchers()
  const history = createHistory()
  const ending = new AbortController()
  let lane: Promise<unknown> = Promise.resolve()
  let heard: Change[] = []
  let joiners: Joiner[] = []
  let unknownIds: Promise<ReadonlySet<number>> = Promise.resolve(new Set())
  let hasFailedToListen = false

  const listening = trackListening(() => {
    logger.error('the listener is not connected to the database: watches are refused until it is')
    endEveryWatch(notListening())
  })

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = lane.then(work)
    lane = result.catch(() => {})
    return result
  }

  function enqueue(change: Change): void {
    if (heard.push(change) === 1) void inTurn(tellWhatWasHeard)
  }

  async function tellWhatWasHeard(): Promise<void> {
    await delay(gatherMs, undefined, { signal: ending.signal }).catch(() => {})
    const changes = heard
    heard = []
    try {
      await tell(changes)
    } catch (error) {
      logger.warn(
        { reason: String(error) },
        'a change could not be looked at; everybody will be told to list anew',
      )
      await delay(retryMs, undefined, { signal: ending.signal }).catch(() => {})
      if (!ending.signal.aborted) enqueue({ everything: true })
    }
  }

  async function tell(changes: readonly Change[]): Promise<void> {
    const { shiftIds, ...rest } = gather(changes)
    const stale = rest.everything
      ? watchers.workerIds()
      : [...rest.workerIds, ...(await concernedBy(rest.facilityIds))].filter((id) => watchers.get(id))
    await renewScopes(stale)
    const shifts = shiftIds.size > 0 ? await listShiftStates(db, [...shiftIds]) : []

    const entry = history.add({ shifts, ...rest })
    const refetching = new Set(stale)
    for (const [watcher, events] of eventsByWatcher(shifts))
      if (!refetching.has(watcher.workerId)) putAll(watcher.mailboxes, number(events, entry))
    for (const workerId of refetching) putAll(watchers.get(workerId)?.mailboxes ?? [], [refetchAt(entry.id)])
  }

  /** Those who may work there, or might before. */
  async function concernedBy(facilityIds: ReadonlySet<number>): Promise<number[]> {
    const workerIds = watchers.workerIds()
    if (facilityIds.size === 0 || workerIds.length === 0) return []
    const before = [...facilityIds].flatMap((id) => [...watchers.at(id)].map(({ workerId }) => workerId))
    const now = await listWorkersWhoMayWork(db, { workerIds, facilityIds: [...facilityIds] })
    return [...before, ...now]
  }

  async function renewScopes(workerIds: readonly number[]): Promise<void> {
    if (workerIds.length === 0) return
    const scopes = await listWatchScopes(db, workerIds)
    for (const workerId of workerIds) {
      const [watcher, scope] = [watchers.get(workerId), scopes.get(workerId)]
      if (watcher && scope) watchers.setScope(watcher, scope)
      // The worker does not exist any more.
      else for (const mailbox of watcher?.mailboxes ?? []) mailbox.close()
    }
  }

  /** What each watcher is told of these shifts. The event of a shift is made once for all of them. */
  function eventsByWatcher(shifts: readonly ShiftState[]): Map<Watcher, WatchEvent[]> {
    const events = new Map<Watcher, WatchEvent[]>()
    for (const state of shifts) {
      const event = eventOf(state)
      for (const watcher of watchers.at(state.shift.facility.id)) {
        if (watcher.scope.profession !== state.shift.profession) continue
        const own = events.get(watcher)
        if (own) own.push(event)
        else events.set(watcher, [event])
      }
    }
    return events
  }

  /** What a client that comes back has missed. */
  function missed({ workerId, scope }: Watcher, lastEventId: string | undefined): NumberedEvent[] {
    const happened = lastEventId === undefined ? undefined : history.since(lastEventId)
    const cannotTell = happened?.some(
      ({ happening: { everything, facilityIds, workerIds } }) =>
        everything || facilityIds.size > 0 || workerIds.has(workerId),
    )
    if (!happened || cannotTell) return [refetchAt(history.newest())]
    const facilityIds = new Set(scope.facilityIds)
    return happened.flatMap((entry) => {
      const concerning = entry.happening.shifts.filter(
        ({ shift }) => shift.profession === scope.profession && facilityIds.has(shift.facility.id),
      )
      return number(concerning.map(eventOf), entry)
    })
  }

  function leave(workerId: number, mailbox: Mailbox): void {
    const watcher = watchers.get(workerId)
    if (watcher?.mailboxes.delete(mailbox) && watcher.mailboxes.size === 0) watchers.remove(watcher)
  }

  /**
   * Resolves once the watch has begun, to the ids of unknown workers. Many that come at once, as after a restart, share a
   * query.
   */
  function join(joiner: Joiner): Promise<ReadonlySet<number>> {
    if (joiners.push(joiner) === 1) unknownIds = inTurn(addJoiners)
    return unknownIds
  }

  async function addJoiners(): Promise<ReadonlySet<number>> {
    // While the database hangs the turns queue up, and clients come again and again.
    const waiting = joiners.filter(({ signal }) => !signal?.aborted)
    joiners = []
    const newIds = new Set(waiting.map(({ workerId }) => workerId).filter((id) => !watchers.get(id)))
    const scopes = newIds.size > 0 ? await listWatchScopes(db, [...newIds]) : new Map<number, WatchScope>()
    for (const { workerId, lastEventId, mailbox } of waiting) {
      const scope = scopes.get(workerId)
      const watcher = watchers.get(workerId) ?? (scope && watchers.add(workerId, scope))
      if (!watcher) continue
      watcher.mailboxes.add(mailbox)
      putAll([mailbox], missed(watcher, lastEventId))
    }
    return new Set([...newIds].filter((id) => !scopes.has(id)))
  }

  function endEveryWatch(reason: Error): void {
    for (const { mailboxes } of watchers.all()) for (const mailbox of mailboxes) mailbox.close(reason)
  }

  void listen({
    signal: ending.signal,
    onChange(change) {
      if (hasFailedToListen) logger.info('the listener is connected to the database again')
      hasFailedToListen = false
      listening.connected()
      enqueue(change)
    },
    onError(error) {
      // It tries again and again: one line for each loss is enough.
      if (!hasFailedToListen) logger.warn({ reason: error.message }, 'nobody listens to the database')
      hasFailedToListen = true
      listening.failed()
    },
  })

  return {
    async watch(workerId, { lastEventId, signal }) {
      await listening.started
      if (!listening.isListening() && !signal?.aborted) throw notListening()
      const mailbox = createMailbox(() => leave(workerId, mailbox))
      const unknown = await join({ workerId, lastEventId, signal, mailbox })
      if (unknown.has(workerId)) throw new NotFoundError('worker', [workerId])
      if (ending.signal.aborted) mailbox.close(shuttingDown())
      if (!listening.isListening()) mailbox.close(notListening())
      if (signal?.aborted) mailbox.close()
      signal?.addEventListener('abort', () => mailbox.close(), { once: true })
      return mailbox
    },
    position: history.newest,
    watching: () => [...watchers.all()].reduce((sum, { mailboxes }) => sum + mailboxes.size, 0),
    async isListening() {
      await listening.started
      return listening.isListening()
    },
    close() {
      ending.abort()
      listening.stop()
      endEveryWatch(shuttingDown())
    },
  }
}

const unavailable = (message: string) => new TRPCError({ code: 'SERVICE_UNAVAILABLE', message })

const shuttingDown = () => unavailable(messages.shuttingDown)

const notListening = () => unavailable(messages.liveUpdatesInterrupted)

function putAll(mailboxes: Iterable<Mailbox>, events: readonly NumberedEvent[]): void {
  for (const mailbox of mailboxes) for (const event of events) mailbox.put(event)
}

/** An event's id says that everything up to it was told: so only the last one bears the id of what happened. */
const number = (events: WatchEvent[], { id, previousId }: Entry): NumberedEvent[] =>
  events.map((event, n) => [n === events.length - 1 ? id : previousId, event])
