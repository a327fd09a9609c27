import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import { percentile } from '../statistics.ts'
import { fiftyAtOnce } from './fiftyAtOnce.ts'
import { openWatch } from './openWatch.ts'
import { watchSpec } from './watchSpec.ts'

// Watches many workers and claims shifts at an even rate. Reports the time from a claim's response to its event.

const [spec]: unknown[] = await once(process, 'message')
const { origins, headers, watchers, claims, perSecond, warmUpClaims, events } = watchSpec.parse(spec)

const respondedAt = new Map<number, number>()
const receivedAt: { shiftId: number; at: number }[] = []
/** How long to wait for missing events. A watcher may get "refetch" instead. */
const timeoutMs = 10_000
const gone = z.object({ type: z.literal('gone'), shiftId: z.int() })

function onLine(line: string): void {
  if (!line.startsWith('data: ') || !line.includes('"gone"')) return
  receivedAt.push({ shiftId: gone.parse(JSON.parse(line.slice(6))).shiftId, at: performance.now() })
}

/** Retries a claim while the host is overloaded. */
async function claimUntilAccepted(pool: Pool, request: { method: 'POST'; path: string; body: string }) {
  for (let tries = 0; tries < 10; tries++) {
    const response = await pool.request({
      ...request,
      headers: { ...headers, 'content-type': 'application/json' },
    })
    await response.body.dump()
    if (response.statusCode === 200) return
    if (response.statusCode !== 503) throw new Error(`A claim returns ${response.statusCode}.`)
    await delay(Number(response.headers['retry-after']) * 1_000)
  }
  throw new Error('The host is overloaded and refuses claims.')
}

async function claimAll(): Promise<void> {
  const pools = origins.map((origin) => new Pool(origin, { connections: 8 / origins.length }))
  const startedAt = performance.now()
  const running = claims.map(async ({ shiftId, ...request }, n) => {
    await delay(startedAt + (n * 1_000) / perSecond - performance.now())
    const pool = pools[n % pools.length]
    if (pool) await claimUntilAccepted(pool, request)
    respondedAt.set(shiftId, performance.now())
  })
  await Promise.all(running)
  await Promise.all(pools.map((pool) => pool.close()))
}

await fiftyAtOnce(watchers, (watching, n) =>
  openWatch({ ...watching, origin: origins[n % origins.length] ?? '', onLine }),
)
process.send?.('connected')
await once(process, 'message')
await claimAll()
const claimedAt = performance.now()
const lastAt = () => Math.max(claimedAt, receivedAt.at(-1)?.at ?? 0)
while (receivedAt.length < events && performance.now() < lastAt() + timeoutMs) await delay(10)

const warmingUp = new Set(claims.slice(0, warmUpClaims).map(({ shiftId }) => shiftId))
const latencies = receivedAt
  .filter(({ shiftId }) => !warmingUp.has(shiftId))
  .map(({ shiftId, at }) => Math.max(0, at - (respondedAt.get(shiftId) ?? Number.NaN)))
const [p50Ms, p95Ms, p99Ms] = [50, 95, 99].map((share) => percentile(latencies, share))
process.send?.({
  p50Ms,
  p95Ms,
  p99Ms,
  claims: claims.length - warmUpClaims,
  events: latencies.length,
  missed: events - receivedAt.length,
  received: receivedAt.length,
})
