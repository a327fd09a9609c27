import { atMost, type Benchmark, type Row, type Setting } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { get } from '../load/httpTarget.ts'
import { workersOf } from '../database/workers.ts'
import type { Load, Target } from '../load/load.ts'
import { startApiHost, type ApiHost } from '../process/apiHost.ts'
import type { Chart } from '../report/chart.ts'
import { daysOf, pageOf } from './requests.ts'
import { measureWatching, watchRow } from './watch.ts'

type Change = NonNullable<Parameters<Setting['databases']['seeded']>[1]>

const daysAhead = 90
const shiftsADay = 2_000_000 / 365

/** The same number of shifts a day, over more and more past days. */
const byShifts = [200_000, 2_000_000, 20_000_000].map((shifts): [number, Change] => {
  const days = Math.round(shifts / shiftsADay)
  return [shifts, { shifts, days, firstDay: Math.min(-6, daysAhead - days) }]
})

const byFacilities = [200, 2_000, 10_000].map((count): [number, Change] => [
  count,
  { facilities: { count, inactive: count / 10 }, requirementDraws: count * 4 },
])

const manyConnections = [1, 2, 4, 8, 16, 32, 64]
const manyWatchers = [1_000, 5_000, 10_000].map((watchers) => ({ watchers, processes: 2 }))
const goal = 1.2

/** The cost of more past shifts. */
export const shifts: Benchmark = {
  name: 'shifts',
  title: 'Ten times as many past shifts, with the same number a day',
  isLong: true,
  async run(setting) {
    const points = await grow(setting, byShifts)
    const [, now, later] = points
    const times = (what: 'page' | 'days') =>
      (later?.[what].p50Ms ?? Number.NaN) / (now?.[what].p50Ms ?? Number.NaN)
    return {
      tables: [{ name: 'growth-shifts', rows: points.map(latencyRow('shifts')) }],
      goals: (['page', 'days'] as const).map((what) =>
        atMost(goal, `p50 of ${what}: 20 million shifts over 2 million`, times(what)),
      ),
      charts: [latencyChart('growth-shifts', 'Ten times as many past shifts', 'shifts', points)],
    }
  },
}

/** The cost of more facilities, with the same number of shifts. */
export const facilities: Benchmark = {
  name: 'facilities',
  title: 'The same shifts at more facilities',
  isLong: true,
  async run(setting) {
    const points = await grow(setting, byFacilities)
    return {
      tables: [{ name: 'growth-facilities', rows: points.map(latencyRow('facilities')) }],
      goals: [],
      charts: [latencyChart('growth-facilities', 'More facilities', 'facilities', points)],
    }
  },
}

/** The rate and the latency of a page with more connections. */
export const connections: Benchmark = {
  name: 'connections',
  title: 'A page of 100 over more connections',
  isLong: true,
  async run(setting) {
    const points = await measureConnections(setting)
    const chart: Chart = {
      name: 'growth-connections',
      title: 'A page of 100 over more connections, one process, two cores',
      x: 'connections',
      y: 'requests a second',
      series: [{ name: 'page', points: points.map(({ x, page }) => ({ x, y: page.requestsPerSecond })) }],
    }
    return {
      tables: [{ name: 'growth-connections', rows: points.map(rateRow) }],
      goals: [],
      charts: [chart],
    }
  },
}

/** The delay of events with more watchers. */
export const watchers: Benchmark = {
  name: 'watchers',
  title: 'More watchers of two processes, 50 claims a second',
  isLong: true,
  async run(setting) {
    const samples = await measureWatching({ ...setting, rounds: 1 }, manyWatchers)
    const chart: Chart = {
      name: 'growth-watchers',
      title: 'From a claim’s response to its event, 50 claims a second',
      x: 'watchers of two processes',
      y: 'ms',
      series: (['p50Ms', 'p99Ms'] as const).map((rank) => ({
        name: rank.slice(0, 3),
        points: samples.map((sample) => ({ x: sample.watchers, y: sample[rank] })),
      })),
    }
    return {
      tables: [{ name: 'growth-watchers', rows: samples.map((sample) => watchRow(sample, [sample])) }],
      goals: [],
      charts: [chart],
    }
  },
}

interface Point {
  x: number
  page: Load
  days: Load
}

/** Measures one request at a time, for a typical worker. Each round measures all sizes, so that disturbances affect all. */
async function grow(setting: Setting, sizes: [number, Change][]): Promise<Point[]> {
  const hosts: ApiHost[] = []
  const targets = new Map<string, Target>()
  try {
    for (const [x, change] of sizes) {
      const url = await setting.databases.seeded('marketplace', change)
      const { typical } = await workersOf(url)
      const host = await startApiHost(url)
      hosts.push(host)
      targets.set(`page ${x}`, get(host, url, pageOf(typical.id).rest, host.headers))
      targets.set(`days ${x}`, get(host, url, daysOf(typical.id).rest, host.headers))
    }
    const { loads } = await compare(setting, targets, { connections: 1 })
    return sizes.map(([x]) => ({
      x,
      page: medianRound(loads.get(`page ${x}`)),
      days: medianRound(loads.get(`days ${x}`)),
    }))
  } finally {
    await Promise.all(hosts.map((host) => host.stop()))
  }
}

async function measureConnections(setting: Setting): Promise<{ x: number; page: Load }[]> {
  const url = await setting.databases.seeded('marketplace')
  const { typical } = await workersOf(url)
  const host = await startApiHost(url)
  const targets = new Map([['page', get(host, url, pageOf(typical.id).rest, host.headers)]])
  const points: { x: number; page: Load }[] = []
  try {
    for (const connections of manyConnections) {
      const { loads } = await compare(setting, targets, { connections })
      points.push({ x: connections, page: medianRound(loads.get('page')) })
    }
  } finally {
    await host.stop()
  }
  return points
}

/** The round with the median p50. */
function medianRound(loads: readonly Load[] = []): Load {
  const sorted = loads.toSorted((a, b) => a.p50Ms - b.p50Ms)
  const found = sorted[Math.floor(sorted.length / 2)]
  if (!found) throw new Error('There was no round.')
  return found
}

const latencyRow =
  (what: string) =>
  ({ x, page, days }: Point): Row => ({
    [what]: x,
    'page p50 ms': page.p50Ms,
    'page p99 ms': page.p99Ms,
    'days p50 ms': days.p50Ms,
    'days p99 ms': days.p99Ms,
  })

const rateRow = ({ x, page }: { x: number; page: Load }): Row => ({
  connections: x,
  'pages/s': page.requestsPerSecond,
  'p50 ms': page.p50Ms,
  'p99 ms': page.p99Ms,
})

const latencyChart = (name: string, title: string, x: string, points: Point[]): Chart => ({
  name,
  title,
  x,
  y: 'p50, ms',
  series: [
    { name: 'page of 100', points: points.map((point) => ({ x: point.x, y: point.page.p50Ms })) },
    { name: 'month of counts', points: points.map((point) => ({ x: point.x, y: point.days.p50Ms })) },
  ],
})
