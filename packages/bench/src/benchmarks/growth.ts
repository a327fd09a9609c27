import { atMost, type Benchmark, type Row, type Setting } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { get } from '../contenders.ts'
import { workersOf } from '../database/workers.ts'
import type { Load, Target } from '../load/load.ts'
import { startApiHost, type ApiHost } from '../process/apiHost.ts'
import type { Chart } from '../report/chart.ts'
import { daysOf, pageOf } from './questions.ts'
import { measureWatching, watchRow } from './watch.ts'

type Change = NonNullable<Parameters<Setting['databases']['seeded']>[1]>

const daysAhead = 90
const shiftsADay = 2_000_000 / 365

/** A market as busy as ever, of which more and more lies in the past. */
const byShifts = [200_000, 2_000_000, 20_000_000].map((shifts): [number, Change] => {
  const days = Math.round(shifts / shiftsADay)
  return [shifts, { shifts, days, firstDay: Math.min(-6, daysAhead - days) }]
})

const byFacilities = [200, 2_000, 10_000].map((count): [number, Change] => [
  count,
  { facilities: { count, inactive: count / 10 }, requirementDraws: count * 4 },
])

const manyConnections = [1, 2, 4, 8, 16, 32, 64]
const manyWatchers = [10, 100, 1_000, 5_000]
const goal = 1.2

/** What becomes of it when there is more of everything. */
export const growth: Benchmark = {
  name: 'growth',
  title: 'More shifts, facilities, connections, watchers',
  isLong: true,
  async run(setting) {
    const shifts = await grow(setting, 'shifts', byShifts)
    const facilities = await grow(setting, 'facilities', byFacilities)
    const connections = await measureConnections(setting)
    const watchers = await measureWatching({ ...setting, rounds: 1 }, manyWatchers)
    const [, now, later] = shifts
    const times = (what: 'page' | 'days') =>
      (later?.[what].p50Ms ?? Number.NaN) / (now?.[what].p50Ms ?? Number.NaN)
    return {
      tables: [
        { name: 'growth-shifts', rows: shifts.map(latencyRow('shifts')) },
        { name: 'growth-facilities', rows: facilities.map(latencyRow('facilities')) },
        { name: 'growth-connections', rows: connections.map(rateRow) },
        { name: 'growth-watchers', rows: watchers.map((sample) => watchRow(sample.watchers, [sample])) },
      ],
      goals: (['page', 'days'] as const).map((what) =>
        atMost(goal, `p50 of ${what}: 20 million shifts over 2 million`, times(what)),
      ),
      charts: [
        latencyChart('growth-shifts', 'Ten times the shifts, ten times the past', 'shifts', shifts),
        latencyChart('growth-facilities', 'More facilities', 'facilities', facilities),
        {
          name: 'growth-connections',
          title: 'A page of 100 over more connections, one process, two cores',
          x: 'connections',
          y: 'requests a second',
          series: [
            { name: 'page', points: connections.map(({ x, page }) => ({ x, y: page.requestsPerSecond })) },
          ],
        },
        {
          name: 'growth-watchers',
          title: 'From a claim’s answer to its event, 50 claims a second',
          x: 'watchers of one process',
          y: 'ms',
          series: (['p50Ms', 'p99Ms'] as const).map((rank) => ({
            name: rank.slice(0, 3),
            points: watchers.map((sample) => ({ x: sample.watchers, y: sample[rank] })),
          })),
        },
      ],
    }
  },
}

interface Point {
  x: number
  page: Load
  days: Load
}

/** One request after the other, for a worker as most are. The rounds go through all sizes: what disturbs one disturbs all. */
async function grow(setting: Setting, what: string, sizes: [number, Change][]): Promise<Point[]> {
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
    console.log(`measuring ${sizes.length} numbers of ${what}`)
    const { loads } = await compare(setting, targets, { connections: 1 })
    return sizes.map(([x]) => ({
      x,
      page: middle(loads.get(`page ${x}`)),
      days: middle(loads.get(`days ${x}`)),
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
      points.push({ x: connections, page: middle(loads.get('page')) })
    }
  } finally {
    await host.stop()
  }
  return points
}

/** The round in the middle, by its p50. */
function middle(loads: readonly Load[] = []): Load {
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
