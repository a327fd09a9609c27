import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { atMost, type Benchmark, type Setting } from '../benchmark.ts'
import { latencies } from '../compare.ts'
import { findClaimable, giveAllBack, type Claimable } from '../database/claimable.ts'
import { query } from '../database/query.ts'
import type { WatchSpec } from '../load/watchSpec.ts'
import { startApiHost, type ApiHost } from '../process/apiHost.ts'
import { median } from '../statistics.ts'
import { requestOf } from './claim.ts'

const watchers = 1_000
const perSecond = 50
const goalMs = 250
/** A host that has just started has not compiled its code yet. */
const warmUpSeconds = 3
const script = fileURLToPath(new URL('../load/watchers.ts', import.meta.url))

/** Measures how soon the watchers affected by a claim receive its event. */
export const watch: Benchmark = {
  name: 'watch',
  title: `${watchers} watchers of one process, ${perSecond} claims a second`,
  async run(setting) {
    const samples = await measureWatching(setting, [watchers])
    const worst = Math.max(...samples.map(({ p99Ms }) => p99Ms))
    return {
      tables: [{ name: 'watch', rows: [watchRow(watchers, samples)] }],
      goals: [atMost(goalMs, 'ms from a claim’s response to its event, p99 of the worst round', worst)],
    }
  },
}

export type Watched = z.output<typeof measured> & { watchers: number; cpuShare: number; kbEach: number }

export const watchRow = (watchers: number, samples: readonly Watched[]) => ({
  watchers,
  'events a claim': Math.round(median(samples.map(({ events, claims }) => events / claims))),
  missed: Math.max(...samples.map(({ missed }) => missed)),
  ...latencies(samples),
  'host CPU, of one core': median(samples.map(({ cpuShare }) => cpuShare)),
  'KB a watcher': median(samples.map(({ kbEach }) => kbEach)),
})

/** Each round has a new host, because a process does not return memory that it has used. */
export async function measureWatching(
  { databases, seconds, rounds }: Setting,
  watcherCounts: readonly number[],
): Promise<Watched[]> {
  const copy = await databases.copyOf(await databases.seeded('marketplace'))
  const samples: Watched[] = []
  try {
    const claims = (await findClaimable(copy.url)).slice(
      0,
      (warmUpSeconds + Math.max(4, seconds * 3)) * perSecond,
    )
    for (let round = 0; round < rounds; round++) {
      for (const watcherCount of watcherCounts) {
        const host = await startApiHost(copy.url)
        samples.push(await measureOnce(host, copy.url, watcherCount, claims))
        await host.stop()
        await giveAllBack(copy.url)
      }
    }
  } finally {
    await copy.drop()
  }
  return samples
}

const id = z.object({ id: z.int() })
const count = z.object({ events: z.int() })
const measured = z.object({
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  events: z.int(),
  claims: z.int(),
  /** Events that a watcher missed because it got "refetch" instead. */
  missed: z.int(),
})

async function measureOnce(
  host: ApiHost,
  url: string,
  watcherCount: number,
  claims: Claimable[],
): Promise<Watched> {
  const workerIds = (
    await query(url, 'select id from worker where is_active order by md5(id::text) limit $1', id, [
      watcherCount,
    ])
  ).map(({ id }) => id)
  const before = await host.usage()
  const spec: WatchSpec = {
    ...host,
    workerIds,
    claims: claims.map((claim) => ({ ...requestOf(claim), shiftId: claim.shiftId })),
    perSecond,
    warmUpClaims: warmUpSeconds * perSecond,
    events: await countExpectedEvents(url, workerIds, claims),
  }
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(spec)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const died = once(child, 'exit').then(() => {
    throw new Error('The watching process ended by itself; its output is above.')
  })
  await Promise.race([once(child, 'message'), died])
  const connected = await host.usage()
  child.send('claim')
  const startedAt = performance.now()
  const [message]: unknown[] = await Promise.race([once(child, 'message'), died])
  const elapsed = performance.now() - startedAt
  const after = await host.usage()
  died.catch(() => {})
  child.kill()
  return {
    ...measured.parse(message),
    watchers: watcherCount,
    cpuShare: (after.cpuMs - connected.cpuMs) / elapsed,
    kbEach: (connected.residentBytes - before.residentBytes) / 1_000 / watcherCount,
  }
}

/** The number of events for these claims: one for each watcher of the profession who may work at the facility. */
async function countExpectedEvents(url: string, workerIds: number[], claims: Claimable[]): Promise<number> {
  const [found] = await query(
    url,
    `select count(*)::int as events
     from unnest($2::int[], $3::profession[]) as claim (facility_id, profession)
     join worker on worker.id = any($1::int[]) and worker.profession = claim.profession and not exists (
       select from facility_requirement
       where facility_id = claim.facility_id and document_id not in (
         select document_id from document_worker where worker_id = worker.id
       )
     )`,
    count,
    [workerIds, claims.map(({ facilityId }) => facilityId), claims.map(({ profession }) => profession)],
  )
  return found?.events ?? 0
}
