import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import type { Queryable } from '../client/connect.ts'
import { withClient } from '../client/withClient.ts'
import { isLockTimeout } from '../errors.ts'
import { assertDirect, isBehindPgBouncer } from '../client/pgBouncer.ts'
import { grantToApp } from './roles.ts'
import { sqlStates } from '../client/sqlStates.ts'
import { UserError } from '../userError.ts'

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Any number that nothing else in the database locks: it lets one process migrate at a time. */
const migrationLock = 7_310_001

/** Longer than an export may last. */
const defaultTimeoutMs = 180_000

/** While a migration waits for a table, every page waits for the migration: for less time than a page has. */
const lockTimeoutMs = 500
const retryMs = 1_000

/** The database cannot be migrated as it is. The message says what to do. */
export class MigrationError extends UserError {
  override readonly name = 'MigrationError'
}

export interface MigrateOptions {
  /** What hosts connect with, if it is not `url`: its role is let serve, and made if it is missing. */
  appUrl?: string | undefined
  /** Is told what could not be set up and what to do, though the database can be served. */
  onNotice?: (sentence: string) => void
  /** How long to wait for locks. */
  timeoutMs?: number
}

/**
 * Brings the database at `url` to the newest migration, if it is not there yet. Safe to call from several processes at
 * once, and while hosts serve: it waits for a table only briefly, and tries again until `timeoutMs` is over. Hosts' role
 * gets its rights anew each time.
 * @throws {BehindPgBouncerError} for a URL of PgBouncer if there is something to do: the lock must be PostgreSQL's own
 * @throws {MigrationError} if a migration refuses what is in the tables, a lock cannot be had in time, or the tables would not be
 *   made in the schema `public`
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const { appUrl, onNotice = () => {}, timeoutMs = defaultTimeoutMs } = options
  if (isBehindPgBouncer(url) && (await withClient(url, (client) => isMigrated(drizzle(client))))) return
  const client = new Client({
    connectionString: assertDirect(url),
    application_name: 'open-shifts migrate',
  })
  // A server that goes away fails the query under way; without a listener it would end the process too.
  client.on('error', () => {})
  try {
    await client.connect()
    // A host's role may see that there is nothing to do.
    if ((await isMigrated(drizzle(client))) && !(await mayMigrate(client))) return
    await assertSchemaIsPublic(client)
    await lockMigrations(client, timeoutMs)
    await untilLocked(client, timeoutMs, () => applyAll(client))
    const notice = await grantToApp(client, appUrl)
    if (notice !== undefined) onNotice(notice)
  } finally {
    await client.end()
  }
}

/** The role may create the journal's schema. */
async function mayMigrate(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may_create: boolean }>(
    `select has_database_privilege(current_database(), 'create') as may_create`,
  )
  return rows[0]?.may_create ?? false
}

/** Constraints and functions name the schema, so the tables must be nowhere else. */
async function assertSchemaIsPublic(client: Client): Promise<void> {
  const { rows } = await client.query<{ role: string; schema: string | null; may_create: boolean }>(`
    select current_user as role, current_schema() as schema,
      coalesce(has_schema_privilege(to_regnamespace('public')::oid, 'create'), false) as may_create`)
  const [found] = rows
  if (found === undefined || (found.schema === 'public' && found.may_create)) return
  throw new MigrationError(
    found.schema === 'public'
      ? `The role "${found.role}" may not create tables in the schema "public": make it the owner of the database, or grant create on schema public to it.`
      : `The tables belong in the schema "public", but the search_path of the role "${found.role}" leads to ${found.schema === null ? 'no schema' : `"${found.schema}"`}: alter role "${found.role}" set search_path = public.`,
  )
}

async function lockMigrations(client: Client, timeoutMs: number): Promise<void> {
  await client.query(`set lock_timeout = ${timeoutMs}`)
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    throw new MigrationError(`Another process has been migrating the database for ${timeoutMs / 1_000} s.`, {
      cause: error,
    })
  }
}

/** Does `work` again while it waits too long for what other transactions hold. */
async function untilLocked(client: Client, timeoutMs: number, work: () => Promise<void>): Promise<void> {
  await client.query(`set lock_timeout = ${lockTimeoutMs}`)
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isLockTimeout(error)) throw error
      if (performance.now() > deadline)
        throw new MigrationError(
          `The migrations could not lock their tables for ${timeoutMs / 1_000} s: pg_stat_activity shows which transaction is open for so long.`,
          { cause: error },
        )
      await delay(retryMs)
    }
  }
}

/** Applies what is missing. What a migration says by `raise exception` is for whoever migrates. */
async function applyAll(client: Client): Promise<void> {
  await applyMigrations(drizzle(client), { migrationsFolder }).catch((error: unknown) => {
    throw refusalOf(error) ?? error
  })
}

/** What a migration says by `raise exception`. */
function refusalOf(error: unknown): MigrationError | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && error.code === sqlStates.raiseException)
    return new MigrationError(error.message, { cause: error })
  return refusalOf(error.cause)
}

/** When the newest migration was made. Read once: readiness is asked for all the time, and reading files blocks. */
let newest: number | undefined

/** Whether every migration that this program knows was applied; a database that is further on is fine. */
export async function isMigrated(db: Pick<Queryable, 'execute'>): Promise<boolean> {
  const journal = await db.execute(sql`select where to_regclass('drizzle.__drizzle_migrations') is not null`)
  if (journal.rows.length === 0) return false
  newest ??= Math.max(...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis))
  const { rows } = await db.execute<{ isApplied: boolean | null }>(sql`
    select max(created_at) >= ${newest}::bigint as "isApplied" from drizzle.__drizzle_migrations`)
  return rows[0]?.isApplied ?? false
}
