import { listEligibleFacilities, listEligibleShifts, connect } from '@shifts/db'
import type { Benchmark, Row, Setting, Table } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { month } from '../database/databases.ts'
import { execute } from '../database/query.ts'
import { recordStatement, type Statement } from '../database/recordStatement.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import type { Target } from '../load/load.ts'
import { median, ratios } from '../statistics.ts'
import { pageLimit } from './questions.ts'
import { trials, type Trial } from './trials/statements.ts'

const product = 'as it is'

/** Other ways to write the page's statement, and to lay out what it reads, each against the product's in the same rounds. */
export const statementTrials: Benchmark = {
  name: 'trials',
  title: 'Other statements, indexes and layouts for a page of 100, without HTTP',
  isLong: true,
  async run(setting) {
    const seeded = await setting.databases.seeded('marketplace')
    const copy = await setting.databases.copyOf(seeded)
    try {
      const costs = new Map<string, number>()
      for (const { name, setUp = [] } of trials) {
        const startedAt = performance.now()
        await execute(copy.url, ...setUp)
        costs.set(name, (performance.now() - startedAt) / 1_000)
      }
      await execute(copy.url, 'vacuum (analyze)')
      const tables: Table[] = []
      for (const worker of Object.values(await workersOf(copy.url))) {
        tables.push({ name: `trials-${worker.label}`, rows: await tryAll(setting, copy.url, worker, costs) })
      }
      return { tables, goals: [] }
    } finally {
      await copy.drop()
    }
  },
}

async function tryAll(
  setting: Setting,
  url: string,
  worker: Worker,
  costs: Map<string, number>,
): Promise<Row[]> {
  const statement = await recordStatement(url, (db) =>
    listEligibleShifts(db, { workerId: worker.id, from: month.from, limit: pageLimit + 1 }),
  )
  const facilityIds = await eligibleFacilityIds(url, worker.id)
  const ask = ({ values, ...asked }: Statement): Target => ({
    databaseUrl: url,
    work: { kind: 'statement', url, ...asked, values: [values] },
  })
  const changed = ({ change }: Trial) => change(statement, { workerId: worker.id, facilityIds })
  const targets = new Map([
    [product, ask(statement)],
    ...trials.map((trial) => [trial.name, ask(changed(trial))] as const),
  ])
  const { loads } = await compare({ rounds: setting.rounds, seconds: 1 }, targets, { connections: 2 })
  const rates = (name: string) => (loads.get(name) ?? []).map(({ requestsPerSecond }) => requestsPerSecond)
  return [...loads].map(([name, samples]) => ({
    way: name,
    'rate over the product’s': median(ratios(rates(name), rates(product))),
    'statements/s': median(rates(name)),
    'p50 ms': median(samples.map(({ p50Ms }) => p50Ms)),
    's to set up': costs.get(name) ?? 0,
  }))
}

async function eligibleFacilityIds(url: string, workerId: number): Promise<number[]> {
  const { db, close } = connect(url)
  const facilities = await listEligibleFacilities(db, workerId)
  await close()
  return facilities.map(({ id }) => id)
}
