import { isTrackedEnvelope } from '@trpc/server'
import type { RouterOutputs, WatchEvent } from '../../src/index.ts'
import { listAll, type ShiftProcedures } from './listing.ts'

type Listed = RouterOutputs['shift']['listEligible']['shifts'][number]

export type WatchingClient = ReturnType<typeof createWatchingClient>

/** A client that keeps its worker's eligible shifts up to date, as docs/api.md describes. Calls `tally` for each event. */
export function createWatchingClient(
  shift: ShiftProcedures,
  workerId: number,
  tally: (what: string) => void,
) {
  const shifts = new Map<number, Omit<Listed, 'overlapsClaimed'>>()
  let watched: AsyncIterator<unknown> | undefined
  let lastEventId: string | undefined
  let isResuming = false
  let remainingReads = Infinity
  /** Resolves when all events so far are applied, one after the other. */
  let applied = Promise.resolve()

  async function apply(event: WatchEvent): Promise<void> {
    if (event.type === 'available') shifts.set(event.shift.id, event.shift)
    if (event.type === 'gone') shifts.delete(event.shiftId)
    if (event.type !== 'refetch') return
    const listed = await listAll(shift.listEligible, { workerId, limit: 500 })
    shifts.clear()
    for (const { overlapsClaimed: _overlaps, ...shift } of listed) shifts.set(shift.id, shift)
  }

  async function read(events: AsyncIterator<unknown>): Promise<void> {
    while (watched === events) {
      const { value, done } = await events.next()
      // A watch ends only if this client has disconnected.
      if (done && watched !== events) return
      if (!isTrackedEnvelope<WatchEvent>(value)) throw new Error(`Worker ${workerId} received ${value}.`)
      const [id, event] = value
      tally(isResuming && event.type !== 'refetch' ? 'resumed' : event.type)
      isResuming = false
      lastEventId = id
      applied = applied.then(() => apply(event))
      remainingReads--
      if (remainingReads === 0) await closeWatch()
    }
  }

  async function closeWatch(): Promise<void> {
    const closing = watched
    watched = undefined
    await closing?.return?.()
  }

  /** Events that were read before are still applied. */
  async function disconnect(): Promise<void> {
    await closeWatch()
    await applied
  }

  return {
    workerId,
    isWatching: () => watched !== undefined,
    /** Its shifts by id, once all events that it has read are applied. */
    async listed() {
      await applied
      return [...shifts.values()].toSorted((a, b) => a.id - b.id)
    },
    /** Connects or reconnects: with the id of the last event that it has read, or as a new client. */
    async connect({ asNewClient }: { asNewClient: boolean }) {
      await disconnect()
      if (asNewClient) {
        shifts.clear()
        lastEventId = undefined
      }
      remainingReads = Infinity
      isResuming = lastEventId !== undefined
      const events = await shift.watch({ workerId, lastEventId })
      watched = events[Symbol.asyncIterator]()
      void read(watched)
    },
    disconnect,
    /** Disconnects after this many further events. */
    disconnectAfter(events: number) {
      remainingReads = events
    },
  }
}
