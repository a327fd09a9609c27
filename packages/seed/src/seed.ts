import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client } from 'pg'
import { withClient } from '@shifts/db/client'
import { assertDirect } from '@shifts/db'
import { hasRows, lockTables, replaceRows, vacuumTables, type Session } from '@shifts/db/load'
import { checksum } from './checksum.ts'
import { type DeterministicWorker, findDeterministicWorkers } from '@shifts/db'
import { createRandomNumbers } from './randomNumbers.ts'
import { DatabaseNotEmptyError } from './isEmpty.ts'
import { insertPopulations } from './populations.ts'
import { presets, type Preset, type PresetName } from './presets.ts'
import { createTimeSlots } from './timeSlots.ts'
import { insertShifts } from './shifts.ts'

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
    await vacuumTables(db)
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
  await lockTables(session)
  if (!options.reset && (await hasRows(session))) throw new DatabaseNotEmptyError()

  const insertRows = async () => {
    onProgress('facilities, workers and documents')
    await createRandomNumbers(session, { seed, skewed: preset.skewed })
    await insertPopulations(session, preset)
    await createTimeSlots(session, preset, anchor)
    await insertShifts(session, preset, onProgress)
  }
  await replaceRows(session, insertRows, onProgress)
  onProgress('checksum')
  return checksum(session)
}
