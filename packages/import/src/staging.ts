import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from, to } from 'pg-copy-streams'
import { entities, type EntityName, type Kind } from './entities.ts'
import { columnOf, type MappedColumn, type MappedTable, type Mapping } from './mapping.ts'
import { SourceError } from './source.ts'

export const stagedName = (name: EntityName): string => `staged_${name}`

/** Wider than our own types, so that every value of the source can be staged. */
const stagingTypes: Record<Exclude<Kind, 'instant'>, string> = {
  id: 'bigint',
  text: 'text',
  boolean: 'boolean',
  degrees: 'double precision',
}

export const hasNoZone = (column: MappedColumn | undefined): boolean =>
  column?.kind === 'instant' && column.source.type === 'timestamp without time zone'

/**
 * Whether a time is staged as the source has it, because what it means depends on the rules of a time zone, of which the target's
 * count. Times of UTC need no rules: the source converts them, which costs the target nothing.
 */
export const isStagedWithoutZone = (column: MappedColumn | undefined, sourceTimeZone: string): boolean =>
  hasNoZone(column) && sourceTimeZone !== 'UTC'

function stagingType(kind: Kind, column: MappedColumn | undefined, sourceTimeZone: string): string {
  if (kind !== 'instant') return stagingTypes[kind]
  return isStagedWithoutZone(column, sourceTimeZone)
    ? 'timestamp without time zone'
    : 'timestamp with time zone'
}

export interface StageOptions {
  sourceTimeZone: string
  onProgress: (line: string) => void
}

/**
 * Copies all mapped tables of the source into temporary tables of the target, with our names of columns. Memory stays constant:
 * the source sends no faster than the target takes.
 * @returns the number of rows of each table
 */
export async function stage(
  source: Client,
  target: Client,
  mapping: Mapping,
  { sourceTimeZone, onProgress }: StageOptions,
): Promise<Record<EntityName, number>> {
  const rows = { worker: 0, facility: 0, document: 0, facility_requirement: 0, document_worker: 0, shift: 0 }
  for (const { name, columns } of entities) {
    const mapped = mapping[name]
    const definitions = columns.map(
      (column) => `${column.name} ${stagingType(column.kind, columnOf(mapped, column.name), sourceTimeZone)}`,
    )
    await target.query(`create temp table ${stagedName(name)} (${definitions.join(', ')}) on commit drop`)
    rows[name] = await copyTable(source, target, mapped, { sourceTimeZone, onProgress })
    // Only what other tables are joined to.
    if (name !== 'shift') await target.query(`analyze ${stagedName(name)}`)
    onProgress(`read ${rows[name].toLocaleString('en')} rows of ${mapped.source.table}`)
  }
  return rows
}

/**
 * The binary format takes half the time of text. Casts make its types the same on both sides. Frozen rows need not be written
 * again when they are first read.
 */
async function copyTable(
  source: Client,
  target: Client,
  { name, source: { schema, table }, columns }: MappedTable,
  { sourceTimeZone, onProgress }: StageOptions,
): Promise<number> {
  const expressions = columns.map((column) => {
    const value = source.escapeIdentifier(column.source.name)
    const isUtc = hasNoZone(column) && sourceTimeZone === 'UTC'
    return `(${value}${isUtc ? ` at time zone 'UTC'` : ''})::${stagingType(column.kind, column, sourceTimeZone)}`
  })
  const relation = `${source.escapeIdentifier(schema)}.${source.escapeIdentifier(table)}`
  const names = columns.map((column) => column.name).join(', ')
  const output = source.query(
    to(`copy (select ${expressions.join(', ')} from ${relation}) to stdout (format binary)`),
  )
  const input = target.query(from(`copy ${stagedName(name)} (${names}) from stdin (format binary, freeze)`))
  // The stream that fails first makes the others fail.
  let cause: unknown
  output.once('error', (error) => (cause ??= new SourceError(error)))
  input.once('error', (error) => (cause ??= error))
  try {
    await pipeline(
      output,
      meter((bytes) => onProgress(`reading ${table}: ${megabytes(bytes)} MB`)),
      input,
    )
  } catch (error) {
    throw cause ?? error
  }
  return input.rowCount
}

const megabytes = (bytes: number) => Math.round(bytes / 1_000_000).toLocaleString('en')

const reportEveryMs = 1_000

/** Passes everything on, and reports once a second how much it has been. */
function meter(report: (bytes: number) => void): Transform {
  let bytes = 0
  let reportedAt = performance.now()
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (performance.now() - reportedAt >= reportEveryMs) {
        reportedAt = performance.now()
        report(bytes)
      }
      done(null, chunk)
    },
  })
}
