import { atLeast, type Benchmark, type Goal, type Setting, type Table } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { startCandidates, type Candidates } from '../candidates.ts'
import { name } from '../candidateNames.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import { daysOf, pageOf, type MeasuredRequest } from './requests.ts'

/** Enough to keep two cores busy without overloading the slowest candidate. */
const connections = 4

/** Compares the calendar's two queries with the alternatives and the baseline. */
export const reads: Benchmark = {
  name: 'reads',
  title: 'The next 100 shifts that a worker may take, and how many on each of 30 days',
  async run(setting) {
    const url = await setting.databases.seeded('marketplace')
    const { typical, deterministic } = await workersOf(url)
    const candidates = await startCandidates(setting, url)
    const tables: Table[] = []
    const goals: Goal[] = []
    try {
      for (const worker of setting.isQuick ? [typical] : [typical, deterministic]) {
        const page = await measure(setting, candidates, pageOf(worker.id))
        tables.push({ name: `page-${worker.label}`, rows: page.rows })
        goals.push(...pageGoals(worker, page.rateOver))
        if (setting.isQuick) continue
        const days = await measure(setting, candidates, daysOf(worker.id))
        tables.push({ name: `days-${worker.label}`, rows: days.rows })
      }
    } finally {
      await candidates.close()
    }
    return { tables, goals }
  },
}

type RateOver = (name: string, other: string) => number

const pageGoals = ({ label }: Worker, rateOver: RateOver): Goal[] => [
  ...(label === 'typical'
    ? [name.inMemory, name.exceptQuery].map((alternative) =>
        atLeast(100, `REST over ${alternative}, ${label} worker`, rateOver(name.rest, alternative)),
      )
    : []),
  atLeast(0.8, `REST over ${name.baseline}, ${label} worker`, rateOver(name.rest, name.baseline)),
  atLeast(0.7, `tRPC over ${name.baseline}, ${label} worker`, rateOver(name.trpc, name.baseline)),
]

async function measure(setting: Setting, candidates: Candidates, request: MeasuredRequest) {
  const { targets, stop } = await candidates.targetsFor(request)
  try {
    return await compare(setting, targets, { connections, product: name.rest })
  } finally {
    await stop()
  }
}
