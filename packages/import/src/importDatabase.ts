import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client } from 'pg'
import { assertDirect } from '@shifts/db'
import { withClient } from '@shifts/db/client'
import { UsageError, UserError } from '@shifts/db/command'
import { hasRows, lockTables, replaceRows, vacuumTables, type Session } from '@shifts/db/load'
import { migrate } from '@shifts/db/migrate'
import { entityNames, type EntityName } from './entities.ts'
import { countFolded, insertStaged } from './insert.ts'
import { findMapping, type Mapping } from './mapping.ts'
import { assertNoRejects, assertWritable, countRejects, writeRejects, type RejectCount } from './rejects.ts'
import { instantReader, rejectRows } from './rejectRows.ts'
import { isSameDatabase, querySource, readTables, withSource } from './source.ts'
import { stage, stagedName } from './staging.ts'

export interface ImportOptions {
  /** The URL of the source. */
  from: string
  /** The URL with which hosts connect, if it is not that of the target. */
  appUrl?: string | undefined
  /** What the source's tables and columns are called, such as `shift=Vacancies` or `shift.starts_at=begin`. */
  map: string[]
  /** The IANA name of the time zone of facilities for which the source has none. */
  timeZone: string
  /** The IANA name of the time zone of instants that the source stores without one. */
  sourceTimeZone: string
  /** A file for rows that cannot be imported. Without it, such a row prevents the import. */
  rejects?: string | undefined
  /** Deletes the rows that the target holds. Without it, a target that holds rows is refused. */
  replace: boolean
  /** Called with what each of our tables and columns is copied from, before anything is written. */
  onMapping?: (mapping: Mapping) => void
  onNotice?: (notice: string) => void
  onProgress?: (line: string) => void
}

/** What became of the rows of a table: read = written + folded + rejected. */
export interface TableResult {
  name: EntityName
  source: string
  read: number
  written: number
  /** Repeated pairs. */
  folded: number
  rejected: number
}

export interface ImportResult {
  mapping: Mapping
  tables: TableResult[]
  rejects: RejectCount[]
  /** How many facilities got `timeZone`. */
  facilitiesWithoutZone: number
  /** Rows that referred to what was replaced, by table. */
  deleted: Record<(typeof dependents)[number], number>
  seconds: number
}

/** The target holds rows already. */
export class TargetNotEmptyError extends UserError {
  override readonly name = 'TargetNotEmptyError'

  constructor() {
    super('The database holds rows already. Import with --replace to delete them.')
  }
}

/** Tables whose rows refer to workers and shifts of the target, and that no source has. */
const dependents = [
  'worker_identity',
  'saved_filter',
  'calendar_feed',
  'claim_event',
  'claimed_shift_change',
] as const

/**
 * Migrates the database at `url`, and replaces its content by that of the source, in one transaction. The source is only read.
 * @throws {SourceError} if the source cannot be reached or read
 * @throws {MappingError} if the source lacks a table or a column
 * @throws {TargetNotEmptyError} if there are rows and no `replace`
 * @throws {RejectedRowsError} if rows cannot be imported and there is no `rejects`
 * @throws {BehindPgBouncerError} for a URL of PgBouncer, which limits how long a statement may take
 */
export async function importDatabase(url: string, options: ImportOptions): Promise<ImportResult> {
  const startedAt = performance.now()
  const { from, appUrl, map, onMapping, onNotice = () => {} } = options
  if (options.rejects !== undefined) await assertWritable(options.rejects)
  return withSource(from, async (source) => {
    const mapping = findMapping(await readTables(source), map)
    onMapping?.(mapping)
    return withClient(
      assertDirect(url),
      async (target) => {
        if (await isSameDatabase(source, target))
          throw new UsageError('--from is the URL of the target. A database cannot be imported into itself.')
        await migrate(url, { appUrl, onNotice })
        const result = await fill(source, target, mapping, options)
        return { ...result, mapping, seconds: (performance.now() - startedAt) / 1_000 }
      },
      'open-shifts import',
    )
  })
}

async function fill(source: Client, target: Client, mapping: Mapping, options: ImportOptions) {
  const { timeZone, sourceTimeZone, replace, rejects: file, onProgress = () => {} } = options
  const db = drizzle(target)
  await assertKnownZones(target, { 'time-zone': timeZone, 'source-time-zone': sourceTimeZone })
  const assertReplaceable = async (session: Session) => {
    if (!replace && (await hasRows(session))) throw new TargetNotEmptyError()
  }
  // Outside of the transaction, which would keep these locks, and two imports would wait for each other.
  await assertReplaceable(db)
  const work = async (session: Session) => {
    // The range of instants, and how rejected ones are written, do not depend on the server's zone.
    await session.execute('set local timezone = UTC')
    await session.execute('set local statement_timeout = 0')
    const read = await stage(source, target, mapping, { sourceTimeZone, onProgress })
    // Its snapshot is not needed any more.
    await querySource(source, 'commit')

    const instant = instantReader(mapping, sourceTimeZone, target)
    await rejectRows(target, mapping, instant)
    const rejects = await countRejects(target)
    if (file === undefined) await assertNoRejects(target, mapping, rejects)
    else await writeRejects(target, file)
    const folded = await countFolded(target)
    const facilitiesWithoutZone = await countFacilitiesWithoutZone(target)
    onProgress('checked every row')

    // Only now, because nobody can read the tables until the end of the transaction.
    await lockTables(session)
    await assertReplaceable(session)
    const deleted = await countDependents(target)
    const insertRows = () => insertStaged(target, { timeZone, instant, onProgress })
    const written = await replaceRows(session, insertRows, onProgress)
    return {
      tables: compare(mapping, { read, written, folded, rejects }),
      rejects,
      facilitiesWithoutZone,
      deleted,
    }
  }
  // Under read committed, what is done with the locked tables sees all that was committed before.
  const result = await db.transaction(work, { isolationLevel: 'read committed' })
  onProgress('vacuum and analyze')
  await vacuumTables(db)
  return result
}

/** @throws {UsageError} for a time zone that PostgreSQL does not know */
async function assertKnownZones(target: Client, options: Record<string, string>): Promise<void> {
  for (const [option, zone] of Object.entries(options)) {
    const { rows } = await target.query<{ isKnown: boolean }>(
      'select public.is_known_time_zone($1) as "isKnown"',
      [zone],
    )
    if (!rows[0]?.isKnown)
      throw new UsageError(
        `--${option}: PostgreSQL does not know ${zone}. Use a name such as America/New_York.`,
      )
  }
}

async function countFacilitiesWithoutZone(target: Client): Promise<number> {
  const { rows } = await target.query<{ facilities: number }>(
    `select count(*)::int as facilities from ${stagedName('facility')} where time_zone is null`,
  )
  return rows[0]?.facilities ?? 0
}

async function countDependents(target: Client): Promise<ImportResult['deleted']> {
  const counts = dependents.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  const { rows } = await target.query<ImportResult['deleted']>(`select ${counts.join(', ')}`)
  if (!rows[0]) throw new Error('The count of rows that refer to others returned no row.')
  return rows[0]
}

type Counts = Record<EntityName, number>

/** The counts come from different statements. If they do not add up, the import is undone. */
function compare(
  mapping: Mapping,
  {
    read,
    written,
    folded,
    rejects,
  }: { read: Counts; written: Counts; folded: Counts; rejects: RejectCount[] },
): TableResult[] {
  return entityNames.map((name) => {
    const rejected = rejects.filter((count) => count.name === name).reduce((sum, { rows }) => sum + rows, 0)
    const result = { read: read[name], written: written[name], folded: folded[name], rejected }
    if (result.read !== result.written + result.folded + result.rejected)
      throw new Error(`The counts of ${name} do not add up: ${JSON.stringify(result)}`)
    return { name, source: mapping[name].source.table, ...result }
  })
}
