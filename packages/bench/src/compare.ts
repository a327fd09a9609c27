import type { Row, Setting } from './benchmark.ts'
import { load, warmUp, type Load, type Target } from './load/load.ts'
import { inRounds } from './load/rounds.ts'
import { median, ratios, spread } from './statistics.ts'

export interface Comparison {
  /** One row for each candidate. */
  rows: Row[]
  /** The rate of `name` divided by that of `other`, as the median of the rounds. */
  rateOver: (name: string, other: string) => number
  loads: ReadonlyMap<string, Load[]>
}

interface Options {
  connections: number
  /** The candidate that the others are compared with. Default: the first. */
  product?: string
  /** Undoes the changes of a candidate before the next one is measured. */
  reset?: () => Promise<void>
}

/** Measures the candidates in turn, round after round, after a warm-up. */
export async function compare(
  { rounds, seconds }: Pick<Setting, 'rounds' | 'seconds'>,
  candidates: ReadonlyMap<string, Target>,
  { connections, product = [...candidates.keys()][0] ?? '', reset = async () => {} }: Options,
): Promise<Comparison> {
  const measures = new Map<string, () => Promise<Load>>()
  for (const [name, target] of candidates) {
    const rewarm = await warmUp(target, connections)
    await reset()
    measures.set(name, async () => {
      await rewarm()
      await reset()
      const result = await load(target, { connections, seconds })
      await reset()
      return result
    })
  }
  const loads = await inRounds(rounds, measures)

  const rates = (name: string) => loadsOf(loads, name).map(({ requestsPerSecond }) => requestsPerSecond)
  const rateOver = (name: string, other: string) => median(ratios(rates(name), rates(other)))
  const rows = [...loads].map(([name, samples]) => ({
    candidate: name,
    'product is faster by': spread(ratios(rates(product), rates(name))),
    'requests/s': spread(rates(name)),
    ...latencies(samples),
    'CPU ms: host': median(samples.map(({ serverCpuMs }) => serverCpuMs)),
    'CPU ms: PostgreSQL': median(samples.map((sample) => sample.databaseCpuMs)),
    'memory MB': Math.max(...samples.map(({ residentMb }) => residentMb)),
  }))
  return { rows, rateOver, loads }
}

export const latencies = (samples: readonly Pick<Load, 'p50Ms' | 'p95Ms' | 'p99Ms'>[]) => ({
  'p50 ms': median(samples.map(({ p50Ms }) => p50Ms)),
  'p95 ms': median(samples.map(({ p95Ms }) => p95Ms)),
  'p99 ms': median(samples.map(({ p99Ms }) => p99Ms)),
})

function loadsOf(loads: ReadonlyMap<string, Load[]>, name: string): Load[] {
  const samples = loads.get(name)
  if (!samples) throw new Error(`There is no candidate ${name}.`)
  return samples
}
