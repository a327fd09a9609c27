import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { percentile } from '../statistics.ts'
import { fiftyAtOnce } from './fiftyAtOnce.ts'
import { openWatch } from './openWatch.ts'
import { stormSpec, type Watching } from './watchSpec.ts'

// Watches many workers, and connects again as browsers do. For each message with a number, it reports when that many watchers were
// told to list again.

const [spec]: unknown[] = await once(process, 'message')
const { origins, watchers } = stormSpec.parse(spec)
const timeoutMs = 20_000
const minRetryMs = 500
/** So that the hosts have compiled the code of a watch, as they have after some time. */
const warmUpRounds = 2
let toldAt: number[] = []
let failures = 0

const originOf = (n: number) => origins[n % origins.length] ?? ''

/** Watches at one host after the other, as a load balancer does when one is away. */
async function watch(watching: Watching, n: number): Promise<void> {
  let retryMs = minRetryMs
  const onLine = (line: string) => {
    if (line.startsWith('retry: ')) retryMs = Number(line.slice(7))
    if (line === 'data: {"type":"refetch"}') toldAt.push(performance.now())
  }
  const again = async () => {
    await delay(retryMs)
    await watch(watching, n + 1)
  }
  try {
    await openWatch({ ...watching, origin: originOf(n), onLine, onEnd: () => void again() })
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

for (let round = 0; round < warmUpRounds; round++) {
  const disconnects = await fiftyAtOnce(watchers, (watching, n) =>
    openWatch({ ...watching, origin: originOf(n), onLine: () => {} }),
  )
  for (const disconnect of disconnects) disconnect()
}
const connected = performance.now()
await fiftyAtOnce(watchers, watch)
process.send?.({ connectMs: performance.now() - connected })
for (;;) {
  const [message]: unknown[] = await once(process, 'message')
  process.send?.(await measure(z.int().parse(message)))
}
