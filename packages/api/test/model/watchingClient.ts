import { isTrackedEnvelope } from '@trpc/server'
import type { RouterOutputs, WatchEvent } from '../../src/index.ts'
import { listAll, type ShiftProcedures } from './listing.ts'

type Listed = RouterOutputs['shift']['listEligible']['shifts'][number]

export type WatchingClient = ReturnType<typeof createWatchingClient>

/** A client that holds what its worker may take, as docs/api.md tells it to. `tally` is told of each event. */
export function createWatchingClient(
  shift: ShiftProcedures,
  workerId: number,
  tally: (what: string) => void,
) {
  const held = new Map<number, Omit<Listed, 'overlapsClaimed'>>()
  let watched: AsyncIterator<unknown> | undefined
  let lastEventId: string | undefined
  let isBack = false
  let readsAtMost = Infinity
  /** Events are applied one after the other, and read meanwhile. */
  let applied = Promise.resolve()

  async function apply(event: WatchEvent): Promise<void> {
    if (event.type === 'available') held.set(event.shift.id, event.shift)
    if (event.type === 'gone') held.delete(event.shiftId)
    if (event.type !== 'refetch') return
    const listed = await listAll(shift.listEligible, { workerId, limit: 500 })
    held.clear()
    for (const { overlapsClaimed: _overlaps, ...shift } of listed) held.set(shift.id, shift)
  }

  async function read(events: AsyncIterator<unknown>): Promise<void> {
    while (watched === events) {
      const { value, done } = await events.next()
      // Whoever left had its reason; nobody else ends a watch.
      if (done && watched !== events) return
      if (!isTrackedEnvelope<WatchEvent>(value)) throw new Error(`Worker ${workerId} was told ${value}.`)
      const [id, event] = value
      tally(isBack && event.type !== 'refetch' ? 'resumed' : event.type)
      isBack = false
      lastEventId = id
      applied = applied.then(() => apply(event))
      readsAtMost--
      if (readsAtMost === 0) await breakOff()
    }
  }

  async function breakOff(): Promise<void> {
    const left = watched
    watched = undefined
    await left?.return?.()
  }

  /** What it has read it applies all the same. */
  async function leave(): Promise<void> {
    await breakOff()
    await applied
  }

  return {
    workerId,
    isWatching: () => watched !== undefined,
    /** What it holds, by id, once it has applied what it has read. */
    async holds() {
      await applied
      return [...held.values()].toSorted((a, b) => a.id - b.id)
    },
    /** Connects, again where it did before: with the last event that it has read, or as one that knows nothing. */
    async connect({ afresh }: { afresh: boolean }) {
      await leave()
      if (afresh) {
        held.clear()
        lastEventId = undefined
      }
      readsAtMost = Infinity
      isBack = lastEventId !== undefined
      const events = await shift.watch({ workerId, lastEventId })
      watched = events[Symbol.asyncIterator]()
      void read(watched)
    },
    leave,
    /** Its connection breaks after so many events more, in the middle of what is received. */
    leaveAfter(events: number) {
      readsAtMost = events
    },
  }
}
