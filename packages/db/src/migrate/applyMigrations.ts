import { setTimeout as delay } from 'node:timers/promises'
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator'
import { NodePgSession } from 'drizzle-orm/node-postgres'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Client } from 'pg'
import { sqlStates } from '../client/sqlStates.ts'
import { isLockTimeout } from '../errors.ts'
import { MigrationError } from './migrationError.ts'

/** While a migration waits for a table, every page waits for the migration, so this is shorter than a page's timeout. */
const lockTimeoutMs = 250
const retryMs = 1_000

/** The first line of a migration whose statements run outside of a transaction, each on its own. */
const outsideMarker = '-- outside of a transaction\n'

const isOutsideOfTransaction = ({ sql: [first = ''] }: MigrationMeta) => first.startsWith(outsideMarker)

/**
 * Applies the migrations of the folder that the database lacks, in order. Those between two that run outside of a transaction
 * share one transaction.
 * @param timeoutMs how long to wait for the locks of each transaction and of each statement outside of one
 * @throws {MigrationError} if a migration raises an exception because of existing data, or a lock is not released in time
 */
export async function applyMigrations(client: Client, folder: string, timeoutMs: number): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: folder })
  try {
    for (const [position, migration] of migrations.entries()) {
      if (!isOutsideOfTransaction(migration)) continue
      await applyInTransaction(client, migrations.slice(0, position), timeoutMs)
      await applyOutsideOfTransaction(client, migration, timeoutMs)
    }
    await applyInTransaction(client, migrations, timeoutMs)
  } catch (error) {
    throw exceptionRaisedIn(error) ?? error
  }
}

/** Creates the journal if it is missing, and applies in one transaction all migrations that are newer than its last entry. */
async function applyInTransaction(
  client: Client,
  migrations: MigrationMeta[],
  timeoutMs: number,
): Promise<void> {
  const dialect = new PgDialect()
  const session = new NodePgSession<Record<string, never>, Record<string, never>>(client, dialect, undefined)
  await waitForTables(client, timeoutMs, () => dialect.migrate(migrations, session, '__drizzle_migrations'))
}

/**
 * Runs a transaction that locks tables, and repeats it until it gets its locks.
 * @throws {MigrationError} if a lock is not released in time
 */
export async function waitForTables(
  client: Client,
  timeoutMs: number,
  transaction: () => Promise<unknown>,
): Promise<void> {
  const deadline = performance.now() + timeoutMs
  await client.query(`set lock_timeout = ${lockTimeoutMs}`)
  for (;;) {
    try {
      await transaction()
      return
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      if (performance.now() > deadline) throw lockedTooLong(timeoutMs, error)
      await delay(retryMs)
    }
  }
}

/**
 * Runs each statement of the migration unless the journal lists it. A run that was broken off starts again with the first
 * statement, so each has to be one that may run twice. Its locks must not conflict with those of pages and claims, because it
 * may wait for them for a long time.
 */
async function applyOutsideOfTransaction(
  client: Client,
  { sql: statements, hash, folderMillis }: MigrationMeta,
  timeoutMs: number,
): Promise<void> {
  const { rowCount } = await client.query(
    'select from drizzle.__drizzle_migrations where created_at >= $1 limit 1',
    [folderMillis],
  )
  if (rowCount !== 0) return
  await client.query(`set lock_timeout = ${timeoutMs}`)
  try {
    await dropInvalidIndexes(client, statements)
    for (const statement of statements) await client.query(statement)
  } catch (error) {
    throw isLockTimeout(error) ? lockedTooLong(timeoutMs, error) : error
  }
  await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
    hash,
    folderMillis,
  ])
}

/** Drops the indexes that the statements name and that a broken-off `create index concurrently` left behind. */
async function dropInvalidIndexes(client: Client, statements: string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
     where not indisvalid and relnamespace = 'public'::regnamespace and relname = any ($1)`,
    [statements.join('\n').split(/\W+/)],
  )
  for (const { name } of rows)
    await client.query(`drop index concurrently if exists public.${client.escapeIdentifier(name)}`)
}

const lockedTooLong = (timeoutMs: number, cause: unknown) =>
  new MigrationError(
    `The migrations could not lock their tables for ${timeoutMs / 1_000} s: pg_stat_activity shows which transaction is open for so long.`,
    { cause },
  )

/** The error of a `raise exception` in a migration. */
function exceptionRaisedIn(error: unknown): MigrationError | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && error.code === sqlStates.raiseException)
    return new MigrationError(error.message, { cause: error })
  return exceptionRaisedIn(error.cause)
}
