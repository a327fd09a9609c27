import { atLeast, type Benchmark, type Goal, type Setting, type Table } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { name, startContenders, type Contenders } from '../contenders.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import { daysOf, pageOf, type Question } from './questions.ts'

const connections = 8

/** A page of a worker's shifts, against the usual solutions and against the least that could answer. */
export const page: Benchmark = {
  name: 'page',
  title: 'The next 100 shifts that a worker may take',
  run: (setting) => ask(setting, 'page', pageOf, pageGoals),
}

/** A month of a worker's calendar, likewise. */
export const days: Benchmark = {
  name: 'days',
  title: 'How many shifts a worker may take on each of 30 days',
  run: (setting) => ask(setting, 'days', daysOf, () => []),
}

type RateOver = (name: string, other: string) => number

const pageGoals = ({ label }: Worker, rateOver: RateOver): Goal[] => [
  ...(label === 'typical'
    ? [name.inMemory, name.exceptQuery].map((peer) =>
        atLeast(100, `REST over ${peer}, ${label} worker`, rateOver(name.rest, peer)),
      )
    : []),
  ...[name.rest, name.trpc].map((product) =>
    atLeast(0.8, `${product} over ${name.floor}, ${label} worker`, rateOver(product, name.floor)),
  ),
]

async function ask(
  setting: Setting,
  table: string,
  questionOf: (workerId: number) => Question,
  goalsOf: (worker: Worker, rateOver: RateOver) => Goal[],
) {
  const url = await setting.databases.seeded('marketplace')
  const contenders = await startContenders(setting, url)
  const tables: Table[] = []
  const goals: Goal[] = []
  try {
    for (const worker of Object.values(await workersOf(url))) {
      const { rows, rateOver } = await askFor(setting, contenders, questionOf(worker.id))
      tables.push({ name: `${table}-${worker.label}`, rows })
      goals.push(...goalsOf(worker, rateOver))
    }
  } finally {
    await contenders.close()
  }
  return { tables, goals }
}

async function askFor(setting: Setting, contenders: Contenders, question: Question) {
  const { targets, stop } = await contenders.asked(question)
  try {
    return await compare(setting, targets, { connections, product: name.rest })
  } finally {
    await stop()
  }
}
