import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import type { Queryable, Server } from '../client/connect.ts'
import { withClient } from '../client/withClient.ts'
import { isLockTimeout } from '../errors.ts'
import type { ChangeFeed } from '../env.ts'
import { assertDirect, isBehindPgBouncer } from '../client/pgBouncer.ts'
import { applyMigrations } from './applyMigrations.ts'
import { MigrationError } from './migrationError.ts'
import { grantToApp } from './roles.ts'
import { switchChangeFeed } from './changeFeed.ts'
import { setSessionTimeouts } from './sessionTimeouts.ts'

/** The folder of this version's migrations and their journal. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** The key of an advisory lock that lets one process migrate at a time. Any number that nothing else uses. */
const migrationLock = 7_310_001

/** Longer than an export may take. */
const defaultTimeoutMs = 180_000

export interface MigrateOptions {
  /** The URL with which hosts connect, if it is not `url`. Its role gets the rights and timeouts of a host, and is created if missing. */
  appUrl?: string | undefined
  /** Called with a notice of what could not be set up and what to do about it. Hosts can use the database nevertheless. */
  onNotice?: (notice: string) => void
  /** Switches to this way of receiving changes. Left as it is without it. */
  changeFeed?: ChangeFeed | undefined
  /** How long to wait for locks. */
  timeoutMs?: number
  /** Other migrations than this version's, for tests. */
  folder?: string
}

/**
 * Applies the migrations that the database at `url` lacks. Safe to call from several processes at once, and while hosts serve:
 * it waits for a table only briefly, and tries again until `timeoutMs` has passed. Grants the hosts' role its rights
 * and sets its timeouts each time, and switches to `changeFeed`.
 * @throws {BehindPgBouncerError} for a URL of PgBouncer if a migration is missing: an advisory lock needs a direct connection
 * @throws {MigrationError} if a migration raises an exception because of existing data, a lock is not released in time, or the
 *   tables would not be created in the schema `public`
 */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<void> {
  const {
    appUrl,
    changeFeed,
    onNotice = () => {},
    timeoutMs = defaultTimeoutMs,
    folder = migrationsFolder,
  } = options
  if (isBehindPgBouncer(url) && (await withClient(url, (client) => isMigrated(drizzle(client), folder))))
    return
  const client = new Client({
    connectionString: assertDirect(url),
    application_name: 'open-shifts migrate',
  })
  // A lost connection also fails the running query. Without a listener the error would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    // A host's role may call this as long as there is nothing to do.
    if ((await isMigrated(drizzle(client), folder)) && !(await mayMigrate(client))) return
    await assertSchemaIsPublic(client)
    await lockMigrations(client, timeoutMs)
    await applyMigrations(client, folder, timeoutMs)
    const notices = [
      await grantToApp(client, appUrl),
      await setSessionTimeouts(client, appUrl),
      changeFeed && (await switchChangeFeed(client, { changeFeed, appUrl, timeoutMs })),
    ]
    for (const notice of notices) if (notice !== undefined) onNotice(notice)
  } finally {
    await client.end()
  }
}

/** Whether the role may create the schema of the migrations' journal. */
async function mayMigrate(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may_create: boolean }>(
    `select has_database_privilege(current_database(), 'create') as may_create`,
  )
  return rows[0]?.may_create ?? false
}

/** Constraints and functions name the schema, so the tables must be in it. */
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

/** The timestamps of the newest migrations by folder. Read once, because readiness is checked often and reading files blocks. */
const newestIn = new Map<string, number>()

/** Whether every migration of this version was applied. The database may have newer ones. */
export async function isMigrated(
  db: Pick<Queryable<Server>, 'execute'>,
  folder: string = migrationsFolder,
): Promise<boolean> {
  const journal = await db.execute(sql`select where to_regclass('drizzle.__drizzle_migrations') is not null`)
  if (journal.rows.length === 0) return false
  const newest =
    newestIn.get(folder) ??
    Math.max(...readMigrationFiles({ migrationsFolder: folder }).map(({ folderMillis }) => folderMillis))
  newestIn.set(folder, newest)
  const { rows } = await db.execute<{ isApplied: boolean | null }>(sql`
    select max(created_at) >= ${newest}::bigint as "isApplied" from drizzle.__drizzle_migrations`)
  return rows[0]?.isApplied ?? false
}
