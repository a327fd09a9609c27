import { atLeast, type Benchmark, type Goal, type Setting, type Table } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { startContenders, type Contenders } from '../contenders.ts'
import { name } from '../contenderNames.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import { daysOf, pageOf, type Question } from './questions.ts'

/** So many keep two cores busy, and leave the slowest some air. */
const connections = 4

/** What a calendar asks, against the usual solutions and against the least that could answer. */
export const reads: Benchmark = {
  name: 'reads',
  title: 'The next 100 shifts that a worker may take, and how many on each of 30 days',
  async run(setting) {
    const url = await setting.databases.seeded('marketplace')
    const { typical, deterministic } = await workersOf(url)
    const contenders = await startContenders(setting, url)
    const tables: Table[] = []
    const goals: Goal[] = []
    try {
      for (const worker of setting.isQuick ? [typical] : [typical, deterministic]) {
        const page = await ask(setting, contenders, pageOf(worker.id))
        tables.push({ name: `page-${worker.label}`, rows: page.rows })
        goals.push(...pageGoals(worker, page.rateOver))
        if (setting.isQuick) continue
        const days = await ask(setting, contenders, daysOf(worker.id))
        tables.push({ name: `days-${worker.label}`, rows: days.rows })
      }
    } finally {
      await contenders.close()
    }
    return { tables, goals }
  },
}

type RateOver = (name: string, other: string) => number

const pageGoals = ({ label }: Worker, rateOver: RateOver): Goal[] => [
  ...(label === 'typical'
    ? [name.inMemory, name.exceptQuery].map((peer) =>
        atLeast(100, `REST over ${peer}, ${label} worker`, rateOver(name.rest, peer)),
      )
    : []),
  atLeast(0.8, `REST over ${name.floor}, ${label} worker`, rateOver(name.rest, name.floor)),
  atLeast(0.7, `tRPC over ${name.floor}, ${label} worker`, rateOver(name.trpc, name.floor)),
]

async function ask(setting: Setting, contenders: Contenders, question: Question) {
  const { targets, stop } = await contenders.asked(question)
  try {
    return await compare(setting, targets, { connections, product: name.rest })
  } finally {
    await stop()
  }
}
