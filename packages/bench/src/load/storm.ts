import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { percentile } from '../statistics.ts'
import { openWatch } from './openWatch.ts'
import { stormSpec } from './watchSpec.ts'

// Watches many workers, and connects again as browsers do. For each message with a number, it reports when that many watchers were
// told to list again.

const { origins, headers, workerIds } = stormSpec.parse(JSON.parse(process.argv[2] ?? ''))
const timeoutMs = 20_000
const minRetryMs = 500
let toldAt: number[] = []
let failures = 0

/** Watches at one host after the other, as a load balancer does when one is away. */
async function watch(workerId: number, n: number): Promise<void> {
  let retryMs = minRetryMs
  const onLine = (line: string) => {
    if (line.startsWith('retry: ')) retryMs = Number(line.slice(7))
    if (line === 'data: {"type":"refetch"}') toldAt.push(performance.now())
  }
  const again = async () => {
    await delay(retryMs)
    await watch(workerId, n + 1)
  }
  const origin = origins[n % origins.length] ?? ''
  try {
    await openWatch({ origin, headers, workerId, onLine, onEnd: () => void again() })
  } catch {
    failures++
    await again()
  }
}

async function measure(expected: number) {
  toldAt = []
  failures = 0
  const startedAt = performance.now()
  while (toldAt.length < expected && performance.now() < startedAt + timeoutMs) await delay(5)
  const times = toldAt.map((at) => at - startedAt)
  const [p50Ms, p99Ms, lastMs] = [50, 99, 100].map((share) => percentile(times, share))
  return { p50Ms, p99Ms, lastMs, missed: expected - times.length, failures }
}

const connected = performance.now()
for (let n = 0; n < workerIds.length; n += 50)
  await Promise.all(workerIds.slice(n, n + 50).map((id, k) => watch(id, n + k)))
process.send?.({ connectMs: performance.now() - connected })
for (;;) {
  const [message]: unknown[] = await once(process, 'message')
  process.send?.(await measure(z.int().parse(message)))
}
