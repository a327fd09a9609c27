import type { Worker } from './work.ts'

export interface Limits {
  connections: number
  seconds: number
  /** Stops after this number of requests, if that is earlier. */
  requests?: number
}

/** Repeats the work until a limit is reached, at least once on each connection. */
export async function generate<Item>(
  { items, once, send, close }: Worker<Item>,
  { connections, seconds, requests = Infinity }: Limits,
): Promise<{ seconds: number; latencies: number[] }> {
  const latencies: number[] = []
  const maxItems = once ? Math.min(items.length, requests) : requests
  let next = 0
  const startedAt = performance.now()
  const elapsed = () => (performance.now() - startedAt) / 1_000
  async function runOn(connection: number): Promise<void> {
    do {
      const item = next < maxItems ? items[next++ % items.length] : undefined
      if (item === undefined) return
      const sentAt = performance.now()
      await send(item, connection)
      latencies.push(performance.now() - sentAt)
    } while (elapsed() < seconds)
  }
  await Promise.all(Array.from({ length: connections }, (_, connection) => runOn(connection)))
  const result = { seconds: elapsed(), latencies }
  await close()
  return result
}
