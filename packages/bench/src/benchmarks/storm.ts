import { z } from 'zod'
import { atMost, type Benchmark, type Row } from '../benchmark.ts'
import { execute } from '../database/query.ts'
import type { StormSpec } from '../load/watchSpec.ts'
import type { ApiHost } from '../process/apiHost.ts'
import { startLoad } from '../process/loadProcess.ts'
import { listWatchers, usageOf, withHosts } from './watch.ts'

const watchers = 5_000
const processes = 2
const goalMs = 2_000
const script = new URL('../load/storm.ts', import.meta.url)

/** Measures how soon all watchers are told to list again when the database fails over, and when a host stops. */
export const storm: Benchmark = {
  name: 'storm',
  title: `${watchers} watchers of ${processes} processes connect again`,
  isLong: true,
  async run({ databases }) {
    const url = await databases.seeded('marketplace')
    const rows = await withHosts(url, processes, (hosts) => measureStorms(url, hosts))
    return {
      tables: [{ name: 'storm', rows: rows.map(toRow) }],
      goals: rows.map(({ what, lastMs }) =>
        atMost(goalMs, `ms until all of ${watchers} watchers list again, ${what}`, lastMs),
      ),
    }
  },
}

const connected = z.object({ connectMs: z.number() })
const measured = z.object({
  p50Ms: z.number(),
  p99Ms: z.number(),
  lastMs: z.number(),
  missed: z.int(),
  failures: z.int(),
})
type Storm = z.output<typeof measured> & { what: string; told: number; cpuMs: number }

const toRow = ({ what, told, p50Ms, p99Ms, lastMs, missed, failures, cpuMs }: Storm): Row => ({
  'watchers list again': what,
  watchers: told,
  'p50 ms': p50Ms,
  'p99 ms': p99Ms,
  'last ms': lastMs,
  missed,
  'refused connections': failures,
  'CPU ms a watcher': cpuMs / told,
})

async function measureStorms(url: string, hosts: ApiHost[]): Promise<Storm[]> {
  const [first, ...others] = hosts
  if (!first) throw new Error('There is no host.')
  const spec: StormSpec = {
    origins: hosts.map(({ origin }) => origin),
    watchers: await listWatchers(url, first, watchers),
  }
  const storm = startLoad(script, spec)

  async function measure(what: string, told: number, measuredHosts: ApiHost[], start: () => Promise<void>) {
    const before = await usageOf(measuredHosts)
    storm.send(told)
    await start()
    const result = measured.parse(await storm.response())
    const { cpuMs } = await usageOf(measuredHosts)
    return { ...result, what, told, cpuMs: cpuMs - before.cpuMs }
  }

  try {
    const { connectMs } = connected.parse(await storm.response())
    console.log(`${watchers} watchers have connected in ${Math.round(connectMs)} ms.`)
    return [
      await measure('the listeners’ connections are cut', watchers, hosts, () => cutListeners(url)),
      await measure('one host stops', watchers / processes, others, first.stop),
    ]
  } finally {
    storm.stop()
  }
}

const cutListeners = (url: string) =>
  execute(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'open-shifts listener'`,
  )
