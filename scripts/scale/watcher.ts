import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { readEvents } from '../../apps/server/test/events.ts'
import { page, type Client } from './client.ts'

const event = z.discriminatedUnion('type', [
  z.object({ type: z.literal('available'), shift: z.object({ id: z.int() }) }),
  z.object({ type: z.literal('gone'), shiftId: z.int() }),
  z.object({ type: z.literal('refetch') }),
  z.object({ type: z.literal('documents') }),
])

/**
 * Keeps the set of a worker's eligible shifts up to date by live updates, as an app does: lists when it is told to, and connects
 * again with the last event's id when the stream ends.
 */
export function createWatcher(client: Client, signal: AbortSignal) {
  let shiftIds = new Set<number>()
  let lastEventId: string | undefined

  async function apply(data: string): Promise<void> {
    const update = event.parse(JSON.parse(data))
    if (update.type === 'available') shiftIds.add(update.shift.id)
    else if (update.type === 'gone') shiftIds.delete(update.shiftId)
    else if (update.type === 'refetch') shiftIds = await list()
  }

  async function list(): Promise<Set<number>> {
    return new Set((await client.listAll('eligible-shifts', page)).map(({ id }) => id))
  }

  async function follow(): Promise<void> {
    const { body } = await client.watch(lastEventId, signal)
    if (body === null) return
    for await (const { event: name, id, data } of readEvents(body)) {
      if (name !== undefined || data === undefined) continue
      await apply(data)
      // Only now: if the list failed, the next connection has to be told again.
      if (id !== undefined) lastEventId = id
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      await follow().catch(() => {})
      await delay(250 + Math.random() * 500, undefined, { signal }).catch(() => {})
    }
  }

  return {
    run,
    /** What the watcher does not know as a new list says it; undefined if nothing. */
    async difference(): Promise<string | undefined> {
      const listed = await list()
      const missing = [...listed].filter((id) => !shiftIds.has(id)).length
      const extra = [...shiftIds].filter((id) => !listed.has(id)).length
      if (missing + extra === 0) return undefined
      return `worker ${client.workerId} lacks ${missing} shifts, and knows ${extra} that are gone`
    },
  }
}

export type Watcher = ReturnType<typeof createWatcher>
