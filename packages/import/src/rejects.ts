import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { UserError } from '@shifts/db/command'
import type { EntityName } from './entities.ts'
import type { Mapping } from './mapping.ts'

/** How many rows of a table are rejected for a reason. */
export interface RejectCount {
  name: EntityName
  reason: string
  rows: number
}

/** Rows of the source cannot be imported, and nothing was. The message counts them by reason and lists the first ones. */
export class RejectedRowsError extends UserError {
  override readonly name = 'RejectedRowsError'
}

const listed = 20
const maxLineLength = 300

export async function countRejects(target: Client): Promise<RejectCount[]> {
  const { rows } = await target.query<RejectCount>(`
    select entity as name, reason, count(*)::int as rows from rejected
    group by entity, table_number, reason order by table_number, count(*) desc, reason`)
  return rows
}

/** The lines of JSON by table, in the order in which the source sent their rows. */
const lines = 'select line from rejected order by table_number, ctid'

/** Fails with the counts and the first rejected rows, if there are any. */
export async function assertNoRejects(
  target: Client,
  mapping: Mapping,
  counts: RejectCount[],
): Promise<void> {
  if (counts.length === 0) return
  const { rows } = await target.query<{ line: string }>(`${lines} limit ${listed}`)
  const total = counts.reduce((sum, { rows }) => sum + rows, 0)
  throw new RejectedRowsError(
    [
      `Nothing was imported, because ${total.toLocaleString('en')} rows of the source cannot be:`,
      ...describeCounts(mapping, counts),
      total > listed ? `The first ${listed}:` : 'They are:',
      ...rows.map(
        ({ line }) => `  ${line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line}`,
      ),
      'With --rejects FILE they are written to a file, and the others are imported.',
    ].join('\n'),
  )
}

export const describeCounts = (mapping: Mapping, counts: RejectCount[]): string[] =>
  counts.map(
    ({ name, reason, rows }) =>
      `  ${rows.toLocaleString('en').padStart(9)}  ${mapping[name].source.table}  ${reason}`,
  )

/**
 * Writes every rejected row to the file as a line of JSON. JSON has no raw control characters, so CSV with two of them as delimiter
 * and quote leaves the lines as they are.
 */
export async function writeRejects(target: Client, file: string): Promise<void> {
  const output = target.query(
    to(`copy (${lines}) to stdout (format csv, delimiter e'\\x01', quote e'\\x02')`),
  )
  await pipeline(output, createWriteStream(file))
}

/** @throws {UserError} if the file cannot be written */
export async function assertWritable(file: string): Promise<void> {
  try {
    await (await open(file, 'a')).close()
  } catch (error) {
    throw new UserError(`--rejects: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
