import type { Client } from 'pg'
import { withClient } from '@shifts/db/client'
import { UserError } from '@shifts/db/command'
import { z } from 'zod'
import type { SourceTable } from './mapping.ts'

/** The source cannot be reached, or refused a statement. */
export class SourceError extends UserError {
  override readonly name = 'SourceError'

  constructor(cause: unknown) {
    super(`The source of the import failed: ${messageOf(cause)}`, { cause })
  }
}

/** Node gives an error without a message if it could not connect to any of several addresses. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}

/**
 * Runs `work` with a connection to the source in a transaction that can only read, and that sees one snapshot of all tables.
 * @throws {SourceError} if it cannot be reached
 */
export async function withSource<T>(url: string, work: (source: Client) => Promise<T>): Promise<T> {
  let isConnected = false
  try {
    return await withClient(
      url,
      async (client) => {
        await client.query(`
          begin transaction isolation level repeatable read, read only;
          -- Rows are read in the order in which they are stored.
          set local synchronize_seqscans = off;
          set local statement_timeout = 0;
          set local idle_in_transaction_session_timeout = 0`)
        isConnected = true
        return work(client)
      },
      'open-shifts import',
    )
  } catch (error) {
    throw isConnected ? error : new SourceError(error)
  }
}

/** Runs a statement, or fails with SourceError. */
export async function querySource(source: Client, text: string, values: unknown[] = []): Promise<unknown[]> {
  try {
    return (await source.query(text, values)).rows
  } catch (error) {
    throw new SourceError(error)
  }
}

const sourceTables = z.array(
  z.object({
    schema: z.string(),
    table: z.string(),
    columns: z.array(z.object({ name: z.string(), type: z.string(), isUnique: z.boolean() })),
  }),
)

/** Every table and view of the source, with its columns. */
export async function readTables(source: Client): Promise<SourceTable[]> {
  const rows = await querySource(
    source,
    `select n.nspname as schema, c.relname as table, json_agg(json_build_object(
        'name', a.attname,
        'type', format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null),
        'isUnique', exists (
          select from pg_index i
          where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate
            and i.indpred is null and i.indnkeyatts = 1 and i.indkey[0] = a.attnum
        )
      ) order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$)'
    group by n.nspname, c.relname
    order by n.nspname, c.relname`,
  )
  return sourceTables.parse(rows)
}

/** Whether both connections are to the same database. An advisory lock exists once per database. */
export async function isSameDatabase(source: Client, target: Client): Promise<boolean> {
  const [key = ''] = crypto.getRandomValues(new BigInt64Array(1)).toString().split(',')
  await target.query('select pg_advisory_lock($1)', [key])
  try {
    const [row] = await querySource(source, 'select pg_try_advisory_xact_lock($1) as "isFree"', [key])
    return !z.object({ isFree: z.boolean() }).parse(row).isFree
  } finally {
    await target.query('select pg_advisory_unlock($1)', [key])
  }
}
