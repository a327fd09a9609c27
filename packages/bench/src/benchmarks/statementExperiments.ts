import { listEligibleFacilities, listEligibleShifts, connect } from '@shifts/db'
import { z } from 'zod'
import type { Benchmark, Row, Setting, Table } from '../benchmark.ts'
import { compare } from '../compare.ts'
import { month } from '../database/databases.ts'
import { execute, query } from '../database/query.ts'
import { recordStatement, type Statement } from '../database/recordStatement.ts'
import { workersOf, type Worker } from '../database/workers.ts'
import type { Target } from '../load/load.ts'
import { median, ratios } from '../statistics.ts'
import { pageLimit } from './requests.ts'
import { experiments } from './experiments/statements.ts'

const product = 'the product’s statement'

/** Compares other statements, indexes and layouts with the product's statement of a page, in the same rounds. */
export const statementExperiments: Benchmark = {
  name: 'experiments',
  title: 'Other statements, indexes and layouts for a page of 100, without HTTP',
  isLong: true,
  async run(setting) {
    const seeded = await setting.databases.seeded('marketplace')
    const copy = await setting.databases.copyOf(seeded)
    try {
      const { typical, deterministic } = await workersOf(copy.url)
      const statement = await recordPage(copy.url, typical)
      const costs = new Map<string, number>()
      for (const { name, setUp = () => [] } of experiments) {
        const startedAt = performance.now()
        await execute(copy.url, ...setUp(statement))
        costs.set(name, (performance.now() - startedAt) / 1_000)
      }
      await execute(copy.url, 'vacuum (analyze)')
      const tables: Table[] = []
      for (const worker of [typical, deterministic]) {
        tables.push({
          name: `experiments-${worker.label}`,
          rows: await measureAll(setting, copy.url, worker, costs),
        })
      }
      return { tables, goals: [] }
    } finally {
      await copy.drop()
    }
  },
}

async function measureAll(
  setting: Setting,
  url: string,
  worker: Worker,
  costs: Map<string, number>,
): Promise<Row[]> {
  const statement = await recordPage(url, worker)
  const facilityIds = await eligibleFacilityIds(url, worker.id)
  const targetOf = ({ values, ...prepared }: Statement): Target => ({
    databaseUrl: url,
    work: { kind: 'statement', url, ...prepared, values: [values] },
  })
  const targets = new Map([
    [product, targetOf(statement)],
    ...experiments.map(({ name, change }) => [name, targetOf(change(statement, facilityIds))] as const),
  ])
  const expected = await idsOf(url, statement)
  for (const { name, change } of experiments) {
    const ids = await idsOf(url, change(statement, facilityIds))
    if (ids.join() !== expected.join()) throw new Error(`${name} returns something else.`)
  }
  const { loads } = await compare({ rounds: setting.rounds, seconds: 1 }, targets, { connections: 2 })
  const rates = (name: string) => (loads.get(name) ?? []).map(({ requestsPerSecond }) => requestsPerSecond)
  return [...loads].map(([name, samples]) => ({
    statement: name,
    'rate over the product’s': median(ratios(rates(name), rates(product))),
    'statements/s': median(rates(name)),
    'p50 ms': median(samples.map(({ p50Ms }) => p50Ms)),
    's to set up': costs.get(name) ?? 0,
  }))
}

const recordPage = (url: string, { id }: Worker) =>
  recordStatement(url, (db) =>
    listEligibleShifts(db, { workerId: id, from: month.from, limit: pageLimit + 1 }),
  )

const shiftRow = z.looseObject({ id: z.int() })
const pageRow = z.union([
  shiftRow.transform(({ id }) => [id]),
  z.object({ json_agg: shiftRow.array() }).transform(({ json_agg }) => json_agg.map(({ id }) => id)),
])

/** The ids of the page that a statement returns as rows or as JSON. */
async function idsOf(url: string, { text, values }: Statement): Promise<number[]> {
  return (await query(url, text, pageRow, values)).flat()
}

async function eligibleFacilityIds(url: string, workerId: number): Promise<number[]> {
  const { db, close } = connect(url)
  const facilities = await listEligibleFacilities(db, workerId)
  await close()
  return facilities.map(({ id }) => id)
}
