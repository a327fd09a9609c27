import { setTimeout as delay } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import { atMost, type Benchmark, type Setting } from '../benchmark.ts'
import { findClaimable, type Claimable } from '../database/claimable.ts'
import { month } from '../database/databases.ts'
import { query, withClient } from '../database/query.ts'
import { workersOf } from '../database/workers.ts'
import type { AttackSpec } from '../load/attackSpec.ts'
import { startApiHost } from '../process/apiHost.ts'
import { startLoad } from '../process/loadProcess.ts'
import { median, percentile, ratios } from '../statistics.ts'
import { requestOf } from './claim.ts'

const maxRatio = 3
/** The rate of all ordinary workers together, each of whom is a separate caller. */
const pagesPerSecond = 50
const callers = 200
/** Six times the average rate that the limit allows. The first ten seconds are admitted completely. */
const attacksPerSecond = 100
/** The host's default. */
const callsPerMinute = '1000'
const script = new URL('../load/attacker.ts', import.meta.url)

/** Requests that keep the host or the database busy. */
interface Attack extends Omit<AttackSpec, 'origin' | 'headers'> {
  name: string
  /** The worker whose token it sends. Without it no token is sent. */
  workerId?: number
}

/**
 * Measures the pages of ordinary workers while another caller sends the most expensive requests, as many as its limits
 * allow.
 */
export const attack: Benchmark = {
  name: 'attack',
  title: `${callers} workers read their pages while another caller sends the most expensive requests`,
  async run(setting) {
    const copy = await setting.databases.copyOf(await setting.databases.seeded('marketplace'))
    const { url } = copy
    try {
      const { deterministic } = await workersOf(url)
      const workers = await query(
        url,
        'select id from worker where is_active and id < $1 order by md5(id::text) limit $2',
        z.object({ id: z.int() }),
        [deterministic.id, callers],
      )
      const [locked] = await findClaimable(url)
      if (!locked) throw new Error('There is no shift to claim.')
      const rows = await withClient(url, async (locker) => {
        await locker.query('begin')
        await locker.query('select from shift where id = $1 for update', [locked.shiftId])
        const measured = []
        for (const attack of attacksOf(deterministic.id, locked)) {
          measured.push(await measureDuring(attack, setting, url, workers))
        }
        return measured
      })
      return {
        tables: [{ name: 'attack', rows }],
        goals: [
          atMost(
            maxRatio,
            'p95 of a page during an attack over that before it, the worst',
            Math.max(...rows.map(({ ratio }) => ratio)),
          ),
          atMost(
            0,
            'pages refused',
            rows.reduce((sum, row) => sum + row['pages refused'], 0),
          ),
        ],
      }
    } finally {
      await copy.drop()
    }
  },
}

/** Each attack is the most expensive one of its kind. */
function attacksOf(workerId: number, locked: Claimable): Attack[] {
  const get = (path: string) => ({ method: 'GET' as const, path })
  const decade = 'from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&timeZone=America/Chicago'
  const count = JSON.stringify({ workerId, ...month, timeZone: 'America/Chicago' })
  const batchIndexes = Array.from({ length: 20 }, (_, n) => n)
  const batch = new URLSearchParams({
    batch: '1',
    input: `{${batchIndexes.map((n) => `"${n}":${count}`).join(',')}}`,
  })
  const names = (length: number) => Array.from({ length }, () => 'a').join(',')
  const common = { connections: 32, requestsPerSecond: attacksPerSecond, isRead: true }
  return [
    {
      ...common,
      name: 'counts of ten years',
      workerId,
      requests: [get(`/v1/workers/${workerId}/eligible-shifts/days?${decade}`)],
    },
    {
      ...common,
      name: 'batches of 20 counts of a month',
      workerId,
      requests: [
        get(`/trpc/${batchIndexes.map(() => 'shift.countEligibleByDay').join(',')}?${batch.toString()}`),
      ],
    },
    {
      ...common,
      name: 'batches of 999 unknown procedures, no token',
      requests: [get(`/trpc/${names(999)}?batch=1&input={}`)],
    },
    {
      ...common,
      name: 'batches of 20 unknown procedures, no token',
      requests: [get(`/trpc/${names(20)}?batch=1&input={}`)],
    },
    {
      ...common,
      name: 'exports that are read',
      workerId,
      requests: [get(`/v1/workers/${workerId}/eligible-shifts.ndjson`)],
    },
    {
      ...common,
      name: 'exports that are not read',
      workerId,
      isRead: false,
      requests: [get(`/v1/workers/${workerId}/eligible-shifts.ndjson`)],
    },
    {
      ...common,
      name: 'watches',
      workerId,
      isRead: false,
      requests: [get(`/trpc/shift.watch?input=${encodeURIComponent(JSON.stringify({ workerId }))}`)],
    },
    {
      ...common,
      name: 'claims of a shift whose row is locked',
      workerId: locked.workerId,
      requests: [requestOf(locked)],
    },
    {
      ...common,
      name: 'readiness and metrics, no token',
      requests: [get('/readyz'), get('/metrics')],
    },
  ]
}

/** Measures the same pages without and with the attack, in turn, on a separate host. */
async function measureDuring(
  { name, workerId, ...spec }: Attack,
  { seconds, rounds }: Setting,
  url: string,
  workers: readonly { id: number }[],
) {
  const host = await startApiHost(url, { env: { RATE_LIMIT_PER_MINUTE: callsPerMinute } })
  try {
    const pages = await Promise.all(
      workers.map(async ({ id }) => ({
        path: `/v1/workers/${id}/eligible-shifts?from=${month.from}&limit=100`,
        headers: await host.headersOf({ kind: 'worker', workerId: id }),
      })),
    )
    const headers = workerId === undefined ? {} : await host.headersOf({ kind: 'worker', workerId })
    const attackSpec = {
      ...spec,
      origin: host.origin,
      headers: { 'content-type': 'application/json', ...headers },
    }
    await readPages(host.origin, pages, 4)
    const alone: PageReads[] = []
    const during: PageReads[] = []
    const statuses: Record<string, number> = {}
    for (let round = 0; round < rounds; round++) {
      alone.push(await readPages(host.origin, pages, seconds * 3))
      const stop = await startAttack(attackSpec)
      // Not measured, because the attacker's code is not compiled yet.
      await readPages(host.origin, pages, 1)
      during.push(await readPages(host.origin, pages, seconds * 3))
      for (const [status, count] of Object.entries(await stop())) {
        statuses[status] = (statuses[status] ?? 0) + count
      }
    }
    const p95 = (reads: PageReads[]) => reads.map(({ latencies }) => percentile(latencies, 95))
    return {
      attack: name,
      'status codes': Object.entries(statuses)
        .map(([status, count]) => `${count} × ${status}`)
        .join(', '),
      'p95 ms before it': median(p95(alone)),
      'p95 ms during it': median(p95(during)),
      ratio: median(ratios(p95(during), p95(alone))),
      'pages refused': [...alone, ...during].reduce((sum, { refused }) => sum + refused, 0),
    }
  } finally {
    await host.stop()
  }
}

/** Starts the attack in a separate process. Returns a function that stops it and returns how often it got each status. */
async function startAttack(spec: AttackSpec): Promise<() => Promise<Record<string, number>>> {
  const attacker = startLoad(script, spec)
  await attacker.response()
  return async () => {
    attacker.send('stop')
    const statuses = await attacker.response()
    attacker.stop()
    return z.record(z.string(), z.int()).parse(statuses)
  }
}

interface PageReads {
  latencies: number[]
  /** Responses that are not a success. */
  refused: number
}

/** Sends the requests at an even rate, each at its time, whether or not the previous one has a response. */
async function readPages(
  origin: string,
  pages: readonly { path: string; headers: Record<string, string> }[],
  seconds: number,
): Promise<PageReads> {
  const pool = new Pool(origin, { connections: 50 })
  const latencies: number[] = []
  let refused = 0
  const startedAt = performance.now()
  async function readPage(n: number): Promise<void> {
    const dueAt = startedAt + (n * 1_000) / pagesPerSecond
    await delay(dueAt - performance.now())
    const page = pages[n % pages.length]
    if (!page) return
    const response = await pool.request({ method: 'GET', ...page })
    await response.body.dump({ limit: Infinity })
    latencies.push(performance.now() - dueAt)
    if (response.statusCode !== 200) refused++
  }
  await Promise.all(Array.from({ length: Math.ceil(seconds * pagesPerSecond) }, (_, n) => readPage(n)))
  await pool.close()
  return { latencies, refused }
}
