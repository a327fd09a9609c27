import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client } from 'pg'
import { withClient } from '@shifts/db/client'
import { assertDirect } from '@shifts/db'
import { checksum } from './checksum.ts'
import { dropDefinitions } from './definitions.ts'
import { type DeterministicWorker, findDeterministicWorkers } from '@shifts/db'
import { createRandomNumbers } from './randomNumbers.ts'
import { DatabaseNotEmptyError, hasRows } from './isEmpty.ts'
import { insertPopulations } from './populations.ts'
import { presets, type Preset, type PresetName } from './presets.ts'
import { createTimeSlots } from './timeSlots.ts'
import type { Session } from './session.ts'
import { insertShifts } from './shifts.ts'
import { tableNames } from './tables.ts'

export interface SeedOptions {
  preset: PresetName
  /** Changes to the preset, for benchmarks that vary it. */
  change?: Partial<Preset>
  /** The preset's number, if left out. Any number is spread over the same days. */
  shifts?: number | undefined
  /** 1, if left out. */
  seed?: number | undefined
  /** The day between past and future shifts, such as 2026-12-01. Today in UTC, if left out. */
  anchor?: string | undefined
  /** Deletes the rows that the database holds. Without it a database that holds rows is refused. */
  reset?: boolean
  onProgress?: (line: string) => void
}

export interface SeedResult {
  /** Of all rows. Equal rows give the same checksum on every machine. */
  checksum: string
  shifts: number
  seconds: number
  deterministicWorkers: DeterministicWorker[]
}

/**
 * Fills a migrated database in one transaction. The same preset, size, seed and anchor day give the same rows.
 * @throws {DatabaseNotEmptyError} if there are rows and no `reset`
 * @throws {BehindPgBouncerError} for a URL of PgBouncer, which limits how long a statement may take
 */
export async function seed(url: string, options: SeedOptions): Promise<SeedResult> {
  const startedAt = performance.now()
  const preset = { ...presets[options.preset], ...options.change }
  const sized = { ...preset, shifts: options.shifts ?? preset.shifts }

  const work = async (client: Client) => {
    const db = drizzle(client)
    const checksum = await db.transaction((session) => fill(session, sized, options))
    options.onProgress?.('vacuum and analyze')
    // Without it index-only scans have to read the tables.
    await db.execute(`vacuum (analyze) ${tableNames.join(', ')}`)
    return { checksum, deterministicWorkers: await findDeterministicWorkers(db) }
  }
  const filled = await withClient(assertDirect(url), work, 'open-shifts seed')
  return {
    ...filled,
    shifts: sized.shifts,
    seconds: (performance.now() - startedAt) / 1_000,
  }
}

async function fill(session: Session, preset: Preset, options: SeedOptions): Promise<string> {
  const { seed = 1, anchor = new Date().toISOString().slice(0, 10), onProgress = () => {} } = options
  await session.execute(`lock table ${tableNames.join(', ')} in access exclusive mode`)
  if (!options.reset && (await hasRows(session))) throw new DatabaseNotEmptyError()

  // The triggers would copy all rows only to notify that everything has changed.
  await switchTriggers(session, 'disable')
  const definitions = await dropDefinitions(session)
  // Empty tables too: loading into a table that the same transaction has truncated needs no write-ahead log.
  await session.execute(`truncate claim_event, claimed_shift_change, ${tableNames.join(', ')}`)

  onProgress('facilities, workers and documents')
  await createRandomNumbers(session, { seed, skewed: preset.skewed })
  await insertPopulations(session, preset)
  await createTimeSlots(session, preset, anchor)
  await insertShifts(session, preset, onProgress)
  for (const { label, create } of definitions) {
    onProgress(`building ${label}`)
    await session.execute(create)
  }
  await advanceIdentities(session)
  await switchTriggers(session, 'enable')
  // The triggers were disabled, so their results are written here.
  await session.execute('update facility set required_document_ids = default')
  await session.execute(`select pg_notify('change', '{"everything":true}')`)
  onProgress('checksum')
  return checksum(session)
}

async function switchTriggers(session: Session, to: 'enable' | 'disable'): Promise<void> {
  for (const table of tableNames) await session.execute(`alter table ${table} ${to} trigger user`)
}

/** Sets the sequences, so that the next inserted row gets an id above the highest one. */
async function advanceIdentities(session: Session): Promise<void> {
  for (const table of ['worker', 'facility', 'document', 'shift']) {
    await session.execute(
      `select setval(pg_get_serial_sequence('${table}', 'id'), max(t.id)) from ${table} t`,
    )
  }
}
