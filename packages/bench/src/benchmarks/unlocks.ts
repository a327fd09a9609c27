import { listUnlocks } from '@shifts/db'
import { z } from 'zod'
import { atMost, type Benchmark, type Goal, type Setting, type Table } from '../benchmark.ts'
import { name } from '../candidateNames.ts'
import { compare } from '../compare.ts'
import { month } from '../database/databases.ts'
import { query } from '../database/query.ts'
import { recordStatement } from '../database/recordStatement.ts'
import { get, read } from '../load/httpTarget.ts'
import type { Target } from '../load/load.ts'
import { startApiHost, type ApiHost } from '../process/apiHost.ts'
import { median } from '../statistics.ts'

/** How many workers of each kind the requests are about, in turn. */
const workers = 40

/** Active workers with the median number of documents, and active workers without any. */
const workerIdsSql = (hasDocuments: boolean) => `
  with held as (
    select worker.id, count(document_id)::int as documents
    from worker left join document_worker on worker_id = worker.id
    where is_active group by worker.id
  )
  select id from held
  where documents = ${hasDocuments ? '(select percentile_disc(0.5) within group (order by documents) from held)' : 0}
  order by id limit ${workers}`

const kinds = [
  { label: 'typical', hasDocuments: true, p95GoalMs: 100 },
  { label: 'without documents', hasDocuments: false, p95GoalMs: 400 },
]

/** Thirty days by the facilities' clocks, as the page of documents requests them. */
const days = { fromDay: month.from.slice(0, 10), toDay: month.to.slice(0, 10) }

/** Measures which documents would add shifts, one request at a time. */
export const unlocks: Benchmark = {
  name: 'unlocks',
  title: 'Which documents would let a worker take more shifts in 30 days',
  async run(setting) {
    const url = await setting.databases.seeded('marketplace')
    const host = await startApiHost(url)
    const tables: Table[] = []
    const goals: Goal[] = []
    try {
      for (const { label, hasDocuments, p95GoalMs } of kinds) {
        const rows = await query(url, workerIdsSql(hasDocuments), z.object({ id: z.int() }))
        const { table, p95Ms } = await measure(
          setting,
          host,
          url,
          rows.map(({ id }) => id),
        )
        tables.push({ name: `unlocks-${label.replaceAll(' ', '-')}`, rows: table })
        goals.push(atMost(p95GoalMs, `ms of unlocks, p95, workers: ${label}`, p95Ms))
      }
    } finally {
      await host.stop()
    }
    return { tables, goals }
  },
}

async function measure(setting: Setting, host: ApiHost, url: string, workerIds: number[]) {
  const paths = workerIds.map((id) => `/v1/workers/${id}/unlocks?${new URLSearchParams(days).toString()}`)
  const product = (path: string) => get(host, url, path, host.headers)
  // Nothing is measured that finds nothing.
  for (const path of paths)
    z.object({ unlocks: z.array(z.unknown()).min(1) }).parse(await read(product(path)))

  const statements = []
  for (const workerId of workerIds)
    statements.push(await recordStatement(url, (db) => listUnlocks(db, { workerId, ...days })))
  const [statement] = statements
  if (!statement) throw new Error('There are no workers.')
  const targets = new Map<string, Target>([
    [
      name.rest,
      {
        ...product(''),
        work: { ...product('').work, requests: paths.map((path) => ({ method: 'GET', path })) },
      },
    ],
    [
      name.database,
      {
        databaseUrl: url,
        work: { kind: 'statement', url, ...statement, values: statements.map(({ values }) => values) },
      },
    ],
  ])
  const { rows, loads } = await compare(setting, targets, { connections: 1, product: name.rest })
  return { table: rows, p95Ms: median((loads.get(name.rest) ?? []).map(({ p95Ms }) => p95Ms)) }
}
