import { z } from 'zod'
import { atMost, type Benchmark, type Setting } from '../benchmark.ts'
import { latencies } from '../compare.ts'
import { findClaimable, giveAllBack, type Claimable } from '../database/claimable.ts'
import { query } from '../database/query.ts'
import type { Watching, WatchSpec } from '../load/watchSpec.ts'
import { startApiHost, type ApiHost } from '../process/apiHost.ts'
import { startLoad } from '../process/loadProcess.ts'
import type { Usage } from '../process/usage.ts'
import { median } from '../statistics.ts'
import { requestOf } from './claim.ts'

const perSecond = 50
const goalMs = 250
/** A host that has just started has not compiled its code yet. */
const warmUpSeconds = 3
const script = new URL('../load/watchers.ts', import.meta.url)

/** How many watch, and how many processes serve them. */
export interface Audience {
  watchers: number
  processes: number
}

const audiences = [
  { watchers: 1_000, processes: 1 },
  { watchers: 5_000, processes: 2 },
]

/** Measures how soon the watchers affected by a claim receive its event. */
export const watch: Benchmark = {
  name: 'watch',
  title: `Watchers of one process and of two, ${perSecond} claims a second`,
  async run(setting) {
    const samples = await measureWatching(setting, audiences)
    return {
      tables: [
        {
          name: 'watch',
          rows: audiences.map((audience) => watchRow(audience, samplesOf(samples, audience))),
        },
      ],
      goals: audiences.map((audience) => {
        const worst = Math.max(...samplesOf(samples, audience).map(({ p99Ms }) => p99Ms))
        const what = `ms from a claim’s response to its event, ${audience.watchers} watchers, p99 of the worst round`
        return atMost(goalMs, what, worst)
      }),
    }
  },
}

export type Watched = z.output<typeof measured> &
  Audience & {
    /** Of one core, of all processes together. */
    cpuShare: number
    /** Of the processes for each received event, including the claims and the pings. */
    cpuMicroseconds: number
    kbEach: number
  }

const samplesOf = (samples: readonly Watched[], { watchers, processes }: Audience) =>
  samples.filter((sample) => sample.watchers === watchers && sample.processes === processes)

export const watchRow = ({ watchers, processes }: Audience, samples: readonly Watched[]) => ({
  watchers,
  processes,
  'events a claim': Math.round(median(samples.map(({ events, claims }) => events / claims))),
  missed: Math.max(...samples.map(({ missed }) => missed)),
  ...latencies(samples),
  'CPU, of one core': median(samples.map(({ cpuShare }) => cpuShare)),
  'CPU µs an event': median(samples.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  'KB a watcher': median(samples.map(({ kbEach }) => kbEach)),
})

/** Each round has new hosts, because a process does not return memory that it has used. */
export async function measureWatching(
  { databases, seconds, rounds }: Setting,
  audiences: readonly Audience[],
): Promise<Watched[]> {
  const copy = await databases.copyOf(await databases.seeded('marketplace'))
  const samples: Watched[] = []
  try {
    const claims = (await findClaimable(copy.url)).slice(
      0,
      (warmUpSeconds + Math.max(4, seconds * 3)) * perSecond,
    )
    for (let round = 0; round < rounds; round++) {
      for (const audience of audiences) {
        samples.push(
          await withHosts(copy.url, audience.processes, (hosts) =>
            measureOnce(hosts, copy.url, audience, claims),
          ),
        )
        await giveAllBack(copy.url)
      }
    }
  } finally {
    await copy.drop()
  }
  return samples
}

/** Runs `measure` with as many new hosts, and stops them. */
export async function withHosts<T>(
  url: string,
  count: number,
  measure: (hosts: ApiHost[]) => Promise<T>,
): Promise<T> {
  const hosts = await Promise.all(Array.from({ length: count }, () => startApiHost(url)))
  try {
    return await measure(hosts)
  } finally {
    await Promise.all(hosts.map((host) => host.stop()))
  }
}

/** The CPU time and the memory of all hosts together. */
export async function usageOf(hosts: readonly ApiHost[]): Promise<Usage> {
  const usages = await Promise.all(hosts.map((host) => host.usage()))
  const sum = (key: keyof Usage) => usages.reduce((total, usage) => total + usage[key], 0)
  return { cpuMs: sum('cpuMs'), residentBytes: sum('residentBytes') }
}

/** Some workers, each with a token that the host accepts. */
export async function listWatchers(url: string, host: ApiHost, count: number): Promise<Watching[]> {
  const sql = 'select id from worker where is_active order by md5(id::text) limit $1'
  const rows = await query(url, sql, id, [count])
  return Promise.all(
    rows.map(async ({ id }) => ({
      workerId: id,
      ...(await host.headersOf({ kind: 'worker', workerId: id })),
    })),
  )
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
  /** All events, also those that are not measured. */
  received: z.int(),
})

async function measureOnce(
  hosts: ApiHost[],
  url: string,
  audience: Audience,
  claims: Claimable[],
): Promise<Watched> {
  const [first] = hosts
  if (!first) throw new Error('There is no host.')
  const watchers = await listWatchers(url, first, audience.watchers)
  const before = await usageOf(hosts)
  const spec: WatchSpec = {
    origins: hosts.map(({ origin }) => origin),
    headers: first.headers,
    watchers,
    claims: claims.map((claim) => ({ ...requestOf(claim), shiftId: claim.shiftId })),
    perSecond,
    warmUpClaims: warmUpSeconds * perSecond,
    events: await countExpectedEvents(
      url,
      watchers.map(({ workerId }) => workerId),
      claims,
    ),
  }
  const watching = startLoad(script, spec)
  await watching.response()
  const connected = await usageOf(hosts)
  watching.send('claim')
  const startedAt = performance.now()
  const result = measured.parse(await watching.response())
  const elapsed = performance.now() - startedAt
  const after = await usageOf(hosts)
  watching.stop()
  const cpuMs = after.cpuMs - connected.cpuMs
  return {
    ...result,
    ...audience,
    cpuShare: cpuMs / elapsed,
    cpuMicroseconds: (cpuMs * 1_000) / result.received,
    kbEach: (connected.residentBytes - before.residentBytes) / 1_000 / audience.watchers,
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
