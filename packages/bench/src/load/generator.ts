import { percentile } from '../statistics.ts'

interface Limits {
  connections: number
  seconds: number
  requests?: number | undefined
}

/**
 * Does `items` over and over, or each once, on so many lanes at once until a limit is reached, each lane at least one; and
 * writes how it went to the standard output.
 */
export async function generate<Item>(
  { connections, seconds, requests = Infinity }: Limits,
  { items, once }: { items: readonly Item[]; once: boolean },
  ask: (item: Item, lane: number) => Promise<void>,
): Promise<void> {
  const latencies: number[] = []
  const enough = once ? Math.min(items.length, requests) : requests
  let next = 0
  const startedAt = performance.now()
  const isOver = () => performance.now() - startedAt >= seconds * 1_000
  async function lane(number: number): Promise<void> {
    do {
      const item = next < enough ? items[next++ % items.length] : undefined
      if (item === undefined) return
      const askedAt = performance.now()
      await ask(item, number)
      latencies.push(performance.now() - askedAt)
    } while (!isOver())
  }
  await Promise.all(Array.from({ length: connections }, (_, number) => lane(number)))
  const elapsed = (performance.now() - startedAt) / 1_000

  const [p50Ms, p95Ms, p99Ms] = [50, 95, 99].map((share) => percentile(latencies, share))
  process.stdout.write(JSON.stringify({ requests: latencies.length, seconds: elapsed, p50Ms, p95Ms, p99Ms }))
}
