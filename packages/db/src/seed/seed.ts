import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { checksum } from './checksum.ts'
import { dropDefinitions } from './definitions.ts'
import { type DeterministicWorker, readDeterministicWorkers } from './deterministic-workers.ts'
import { createDraws } from './draws.ts'
import { DatabaseNotEmptyError, hasRows } from './emptiness.ts'
import { insertPopulations } from './populations.ts'
import { presets, type Preset, type PresetName } from './presets.ts'
import { createRoster } from './roster.ts'
import type { Session } from './session.ts'
import { insertShifts } from './shifts.ts'
import { tables } from './tables.ts'

export interface SeedOptions {
  preset: PresetName
  /** As many as the preset says, if left out. The days they are spread over stay the same. */
  shifts?: number
  /** 1, if left out. */
  seed?: number
  /** The day, as "2026-12-01", on which past and future shifts meet; today in UTC, if left out. */
  anchor?: string
  /** Throws away what the database holds. Otherwise a database with rows is refused. */
  reset?: boolean
  onProgress?: (line: string) => void
}

export interface SeedResult {
  checksum: string
  shifts: number
  seconds: number
  deterministicWorkers: DeterministicWorker[]
}

/** Fills a migrated database in one transaction. The same preset, size, seed and anchor day give the same rows. */
export async function seed(url: string, options: SeedOptions): Promise<SeedResult> {
  const startedAt = performance.now()
  const preset = { ...presets[options.preset], ...(options.shifts && { shifts: options.shifts }) }
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const db = drizzle(client)
    const sum = await db.transaction((session) => fill(session, preset, options))
    options.onProgress?.('vacuum')
    await db.execute(`vacuum (analyze) ${tables.join(', ')}`)
    const deterministicWorkers = await readDeterministicWorkers(db)
    const seconds = (performance.now() - startedAt) / 1_000
    return { checksum: sum, shifts: preset.shifts, seconds, deterministicWorkers }
  } finally {
    await client.end()
  }
}

async function fill(session: Session, preset: Preset, options: SeedOptions): Promise<string> {
  const { seed = 1, anchor = new Date().toISOString().slice(0, 10), onProgress = () => {} } = options
  await session.execute(`lock table ${tables.join(', ')} in access exclusive mode`)
  if (!options.reset && (await hasRows(session))) throw new DatabaseNotEmptyError()

  await session.execute(sql`set local maintenance_work_mem = '256MB'`)
  await session.execute(sql`set local work_mem = '64MB'`)
  const definitions = await dropDefinitions(session)
  // Even when empty: what is loaded into a table that the same transaction truncated needs no write-ahead log.
  await session.execute(`truncate ${tables.join(', ')}`)

  onProgress('facilities, workers and documents')
  await createDraws(session, { seed, skewed: preset.skewed })
  await insertPopulations(session, preset)
  await createRoster(session, preset, anchor)
  await insertShifts(session, preset, onProgress)
  for (const { label, create } of definitions) {
    onProgress(label)
    await session.execute(create)
  }
  await advanceIdentities(session)
  onProgress('checksum')
  return checksum(session)
}

/** Lets the next row that is inserted without an id follow the highest one. */
async function advanceIdentities(session: Session): Promise<void> {
  for (const table of ['worker', 'facility', 'document', 'shift']) {
    await session.execute(`select setval(pg_get_serial_sequence('${table}', 'id'), max(t.id)) from ${table} t`)
  }
}
