import { setTimeout as delay } from 'node:timers/promises'
import {
  getWatchScope,
  listShiftStates,
  listWhereWorkersMayWork,
  NotFoundError,
  type Change,
  type Database,
  type ListenOptions,
  type WatchScope,
} from '@shifts/db'
import { TRPCError } from '@trpc/server'
import type { Logger } from '../logger.ts'
import { refetchAt, type NumberedEvent, type WatchEvent } from './event.ts'
import { eventsFor, gather } from './happening.ts'
import { createHistory, type Entry } from './history.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'

export interface WatchHub {
  /**
   * What becomes available to the worker or stops being so, from now on, or after `lastEventId` where that is still
   * known: else the client is told to list anew. Ends with `signal`.
   * @throws {NotFoundError} for an unknown worker
   */
  watch: (
    workerId: number,
    options: { lastEventId?: string | undefined; signal: AbortSignal | undefined },
  ) => Promise<AsyncIterableIterator<NumberedEvent, undefined>>
  /** Where everything up to now was told: who lists now, and then watches from there on, misses nothing and need not list anew. */
  position: () => string
  /** How many watch. */
  watching: () => number
  /** Ends the listening, and every watch by an error after which clients connect again: there may be other hosts. */
  close: () => void
}

export interface WatchHubOptions {
  db: Database
  listen: (options: ListenOptions) => Promise<void>
  logger: Logger
}

interface Watcher {
  scope: WatchScope
  mailboxes: Set<Mailbox>
}

const retryMs = 500

/** Changes come in bursts: one look at the database does for all of a moment. */
const gatherMs = 20

/**
 * Listens from now on, and tells many watchers what one connection hears. All of it happens in turn: what was heard is
 * told to those whom it concerns before anything else is looked at, and before somebody new begins to watch.
 */
export function createWatchHub({ db, listen, logger }: WatchHubOptions): WatchHub {
  const watchers = new Map<number, Watcher>()
  const history = createHistory()
  const ending = new AbortController()
  let lane: Promise<unknown> = Promise.resolve()
  let heard: Change[] = []

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = lane.then(work)
    lane = result.catch(() => {})
    return result
  }

  function onChange(change: Change): void {
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
      if (!ending.signal.aborted) onChange({ everything: true })
    }
  }

  async function tell(changes: readonly Change[]): Promise<void> {
    const { shiftIds, ...rest } = gather(changes)
    const stale = rest.everything
      ? new Set(watchers.keys())
      : new Set(
          [...rest.workerIds, ...(await concernedBy(rest.facilityIds))].filter((id) => watchers.has(id)),
        )
    for (const workerId of stale) await renewScope(workerId)
    const shifts = shiftIds.size > 0 ? await listShiftStates(db, [...shiftIds]) : []

    const entry = history.add({ shifts, ...rest })
    for (const [workerId, { scope, mailboxes }] of watchers) {
      const events = stale.has(workerId)
        ? [refetchAt(entry.id)]
        : number(eventsFor(scope, entry.happening), entry)
      for (const event of events) for (const mailbox of mailboxes) mailbox.put(event)
    }
  }

  /** Those who may work there, or might before. */
  async function concernedBy(facilityIds: ReadonlySet<number>): Promise<number[]> {
    if (facilityIds.size === 0 || watchers.size === 0) return []
    const before = [...watchers].filter(([, { scope }]) =>
      [...facilityIds].some((id) => scope.facilityIds.has(id)),
    )
    const now = await listWhereWorkersMayWork(db, {
      workerIds: [...watchers.keys()],
      facilityIds: [...facilityIds],
    })
    return [...before.map(([workerId]) => workerId), ...now.map(({ workerId }) => workerId)]
  }

  async function renewScope(workerId: number): Promise<void> {
    const watcher = watchers.get(workerId)
    if (!watcher) return
    try {
      watcher.scope = await getWatchScope(db, workerId)
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
      for (const mailbox of watcher.mailboxes) mailbox.close()
    }
  }

  /** What a client that comes back has missed. */
  function missed(workerId: number, scope: WatchScope, lastEventId: string | undefined): NumberedEvent[] {
    const happened = lastEventId === undefined ? undefined : history.since(lastEventId)
    const cannotTell = happened?.some(
      ({ happening: { everything, facilityIds, workerIds } }) =>
        everything || facilityIds.size > 0 || workerIds.has(workerId),
    )
    if (!happened || cannotTell) return [refetchAt(history.newest())]
    return happened.flatMap((entry) => number(eventsFor(scope, entry.happening), entry))
  }

  function leave(workerId: number, mailbox: Mailbox): void {
    const watcher = watchers.get(workerId)
    watcher?.mailboxes.delete(mailbox)
    if (watcher?.mailboxes.size === 0) watchers.delete(workerId)
  }

  void listen({
    signal: ending.signal,
    onChange,
    onError: (error) => logger.warn({ reason: error.message }, 'nobody listens to the database'),
  })

  return {
    async watch(workerId, { lastEventId, signal }) {
      const mailbox = createMailbox(() => leave(workerId, mailbox))
      await inTurn(async () => {
        // While the database hangs the turns queue up, and clients come again and again.
        if (signal?.aborted) return
        const watcher = watchers.get(workerId) ?? {
          scope: await getWatchScope(db, workerId),
          mailboxes: new Set(),
        }
        watchers.set(workerId, watcher)
        watcher.mailboxes.add(mailbox)
        for (const event of missed(workerId, watcher.scope, lastEventId)) mailbox.put(event)
      })
      if (ending.signal.aborted) mailbox.close(hostEnds())
      if (signal?.aborted) mailbox.close()
      signal?.addEventListener('abort', () => mailbox.close(), { once: true })
      return mailbox
    },
    position: history.newest,
    watching: () => [...watchers.values()].reduce((sum, { mailboxes }) => sum + mailboxes.size, 0),
    close() {
      ending.abort()
      for (const { mailboxes } of watchers.values())
        for (const mailbox of mailboxes) mailbox.close(hostEnds())
    },
  }
}

const hostEnds = () =>
  new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'This host ends. Connect again in a moment.' })

/** An event's id says that everything up to it was told: so only the last one bears the id of what happened. */
const number = (events: WatchEvent[], { id, previousId }: Entry): NumberedEvent[] =>
  events.map((event, n) => [n === events.length - 1 ? id : previousId, event])
