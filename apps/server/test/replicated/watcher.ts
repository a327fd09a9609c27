import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { readEvents } from '../events.ts'
import type { TestServer } from '../testServer.ts'
import { workerToken } from '../tokens.ts'
import { idsOf, type Call } from './calls.ts'
import type { Market } from './market.ts'

const watchEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('available'), shift: z.looseObject({ id: z.int() }) }),
  z.object({ type: z.literal('gone'), shiftId: z.int() }),
  z.object({ type: z.enum(['refetch', 'documents']) }),
])

export interface Watcher {
  /** The open shifts as this client shows them. */
  shown: () => number[]
}

export interface WatcherOptions {
  host: TestServer
  call: Call
  market: Market
  signal: AbortSignal
  /** Called with what should never happen. */
  onFault: (fault: string) => void
}

/**
 * A client that lists the open shifts of a worker once, keeps them up to date by live updates, and reconnects. It often lists again
 * when it is told that a shift is gone that nobody gives back: the list must not have it.
 */
export function startWatcher(workerId: number, options: WatcherOptions): Watcher {
  const { host, call, market, signal, onFault } = options
  let shown = new Set<number>()
  const goneForGood = new Set<number>()

  const list = async () => idsOf(await call(host, 'shift.listEligible', { workerId }))

  async function apply(data: string): Promise<void> {
    const event = watchEvent.parse(JSON.parse(data))
    if (event.type === 'refetch') shown = new Set(await list())
    if (event.type === 'available') {
      shown.add(event.shift.id)
      if (goneForGood.has(event.shift.id)) onFault(`shift ${event.shift.id} is told as available again`)
    }
    if (event.type !== 'gone') return
    shown.delete(event.shiftId)
    if (!market.keptIds.has(event.shiftId)) return
    goneForGood.add(event.shiftId)
    // Otherwise these lists would take most of the test's time.
    if (Math.random() > 0.2) return
    if ((await list()).includes(event.shiftId)) onFault(`shift ${event.shiftId} is told as gone, but listed`)
  }

  async function watchOnce(lastEventId: string | undefined): Promise<string | undefined> {
    const input = encodeURIComponent(JSON.stringify({ workerId, lastEventId }))
    let newest = lastEventId
    try {
      const response = await fetch(`${host.url}/trpc/shift.watch?input=${input}`, {
        headers: { authorization: `Bearer ${await workerToken(workerId)}` },
        signal,
      })
      if (!response.ok || !response.body) return newest
      for await (const { event, id, data = '' } of readEvents(response.body)) {
        if (event === 'serialized-error') return newest
        if (event !== undefined) continue
        await apply(data)
        newest = id
      }
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError) onFault(String(error))
    }
    return newest
  }

  async function run(): Promise<void> {
    let lastEventId: string | undefined
    while (!signal.aborted) {
      lastEventId = await watchOnce(lastEventId)
      await delay(100, undefined, { signal }).catch(() => {})
    }
  }

  void run()
  return { shown: () => [...shown].toSorted((one, other) => one - other) }
}
