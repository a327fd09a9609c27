import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { Client } from 'pg'
import type { Queryable } from './database.ts'
import { withClient } from './embedded/client.ts'
import { assertDirect, isBehindPgBouncer } from './pgBouncer.ts'

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** Any number that nothing else in the database locks: it lets one process migrate at a time. */
const migrationLock = 7_310_001

/**
 * Brings the database at `url` to the newest migration, if it is not there yet. Safe to call from several processes at
 * once.
 * @throws {BehindPgBouncerError} for a URL of PgBouncer if there is something to do: the lock must be PostgreSQL's own
 */
export async function migrate(url: string): Promise<void> {
  if (isBehindPgBouncer(url) && (await withClient(url, (client) => isMigrated(drizzle(client))))) return
  const client = new Client({ connectionString: assertDirect(url) })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await applyMigrations(drizzle(client), { migrationsFolder })
  } finally {
    await client.end()
  }
}

/** Whether every migration that this program knows was applied; a database that is further on is fine. */
export async function isMigrated(db: Pick<Queryable, 'execute'>): Promise<boolean> {
  const journal = await db.execute(sql`select where to_regclass('drizzle.__drizzle_migrations') is not null`)
  if (journal.rows.length === 0) return false
  const newest = Math.max(...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis))
  const { rows } = await db.execute<{ isApplied: boolean | null }>(sql`
    select max(created_at) >= ${newest}::bigint as "isApplied" from drizzle.__drizzle_migrations`)
  return rows[0]?.isApplied ?? false
}
