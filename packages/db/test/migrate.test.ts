import { randomUUID } from 'node:crypto'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { ensureDatabase, otherDatabase, withClient } from '../src/client/withClient.ts'
import { isMigrated, migrate } from '../src/migrate/migrate.ts'
import { MigrationError } from '../src/migrate/migrationError.ts'
import { migrationsWith } from '@shifts/testing'

/** Creates a database without tables. */
async function emptyDatabase(): Promise<string> {
  const serverUrl = inject('testServerUrl')
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const url = otherDatabase(serverUrl, name)
  await ensureDatabase(url)
  onTestFinished(() =>
    withClient(serverUrl, async (client) => {
      await client.query(`drop database ${name} with (force)`)
    }),
  )
  return url
}

/** A connection that is closed after the test. */
async function openSession(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

const migrated = (url: string) => withClient(url, (client) => isMigrated(drizzle(client)))

/** The start times of the transactions with this application name that wait for a lock in this database. */
async function waiting(client: Client, applicationName: string): Promise<string[]> {
  const { rows } = await client.query<{ began: string }>(
    `select xact_start::text as began from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and application_name = $1`,
    [applicationName],
  )
  return rows.map(({ began }) => began)
}

test('waits only briefly for a locked table, and retries until the lock is released', async () => {
  const url = await emptyDatabase()
  const lockHolder = await openSession(url)
  const watcher = await openSession(url)
  // The uncommitted table name makes the migrations wait, like a lock on a table.
  await lockHolder.query('begin; create table shift ()')
  const migration = migrate(url)
  const began = new Set<string>()
  await expect
    .poll(
      async () => {
        for (const each of await waiting(watcher, 'open-shifts migrate')) began.add(each)
        return began.size
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBeGreaterThan(1)
  await lockHolder.query('rollback')
  await migration
  expect(await migrated(url)).toBe(true)
})

test('fails with a message if a table is locked for too long', async () => {
  const url = await emptyDatabase()
  const lockHolder = await openSession(url)
  await lockHolder.query('begin; create table shift ()')
  await expect(migrate(url, { timeoutMs: 100 })).rejects.toThrow(MigrationError)
})

test('fails with a message if another process migrates for too long', async () => {
  const url = await emptyDatabase()
  const other = await openSession(url)
  await other.query('select pg_advisory_lock(7310001)')
  await expect(migrate(url, { timeoutMs: 100 })).rejects.toThrow('Another process has been migrating')
})

test('refuses a role whose search_path leads to another schema', async () => {
  const url = await emptyDatabase()
  await withClient(url, (client) => client.query('create schema elsewhere'))
  const elsewhere = new URL(url)
  elsewhere.searchParams.set('options', '-c search_path=elsewhere,public')
  await expect(migrate(elsewhere.href)).rejects.toThrow(
    /^The tables belong in the schema "public", but the search_path of the role "\w+" leads to "elsewhere"/,
  )
})

test('refuses a database without the schema public', async () => {
  const url = await emptyDatabase()
  await withClient(url, (client) => client.query('drop schema public'))
  await expect(migrate(url)).rejects.toThrow(MigrationError)
})

describe('a migration outside of a transaction', () => {
  const addColumn = 'alter table shift add column note text'
  const buildIndex = `-- outside of a transaction
-- Why, in a sentence.
create index concurrently if not exists shift_by_note on shift (note);
--> statement-breakpoint
analyze shift`
  const requireIndex = `do $$ begin
    if not (select indisvalid from pg_index where indexrelid = to_regclass('shift_by_note'))
    then raise exception 'there is no valid index'; end if;
  end $$`
  const added = [addColumn, buildIndex, requireIndex]

  const journal = (url: string) =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ hash: string }>(
        'select hash from drizzle.__drizzle_migrations order by id',
      )
      return rows.map(({ hash }) => hash)
    })

  const indexes = (url: string) =>
    withClient(url, async (client) => {
      const { rows } = await client.query(
        `select indisvalid as is_valid from pg_index where indexrelid = to_regclass('shift_by_note')`,
      )
      return rows
    })

  /** Ends the session that migrates as soon as it waits within the statement that builds the index. */
  async function endWhileBuilding(watcher: Client): Promise<void> {
    await expect
      .poll(
        async () => {
          const { rowCount } = await watcher.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and application_name = 'open-shifts migrate'
               and wait_event_type = 'Lock' and query like '%create index concurrently%'`,
          )
          return rowCount
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(1)
  }

  test('is applied in its place between the others, and once', async () => {
    const url = await emptyDatabase()
    const folder = await migrationsWith(inject('testFolder'), added)
    await migrate(url, { folder })
    const applied = await journal(url)
    expect(applied).toEqual(readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash))
    expect(await indexes(url)).toEqual([{ is_valid: true }])
    await withClient(url, (client) => client.query('drop index shift_by_note'))
    await migrate(url, { folder })
    expect(await journal(url)).toEqual(applied)
    expect(await indexes(url)).toEqual([])
  })

  test('that was broken off while it built an index builds it again', async () => {
    const url = await emptyDatabase()
    await migrate(url, { folder: await migrationsWith(inject('testFolder'), [addColumn]) })
    const folder = await migrationsWith(inject('testFolder'), added)
    const writer = await openSession(url)
    const watcher = await openSession(url)
    // An index is built concurrently only after the transactions that have written to its table.
    await writer.query('begin; lock table shift in row exclusive mode')
    await Promise.all([
      expect(migrate(url, { folder })).rejects.toThrow(/terminat/i),
      endWhileBuilding(watcher),
    ])
    expect(await indexes(url)).toEqual([{ is_valid: false }])
    expect(await withClient(url, (client) => isMigrated(drizzle(client), folder))).toBe(false)
    await writer.query('rollback')
    await migrate(url, { folder })
    expect(await indexes(url)).toEqual([{ is_valid: true }])
    expect(await withClient(url, (client) => isMigrated(drizzle(client), folder))).toBe(true)
  })

  test('waits for long transactions, but makes no other wait', async () => {
    const url = await emptyDatabase()
    await migrate(url, { folder: await migrationsWith(inject('testFolder'), [addColumn]) })
    const folder = await migrationsWith(inject('testFolder'), added)
    const writer = await openSession(url)
    const watcher = await openSession(url)
    await writer.query('begin; lock table shift in row exclusive mode')
    const migration = migrate(url, { folder })
    await expect.poll(() => waiting(watcher, 'open-shifts migrate'), { timeout: 20_000 }).toHaveLength(1)
    await watcher.query(`set lock_timeout = 1; update shift set note = 'x'`)
    await writer.query('commit')
    await migration
    expect(await indexes(url)).toEqual([{ is_valid: true }])
  })

  test('fails with a message if a transaction stays open for too long, and is applied by the next run', async () => {
    const url = await emptyDatabase()
    await migrate(url, { folder: await migrationsWith(inject('testFolder'), [addColumn]) })
    const folder = await migrationsWith(inject('testFolder'), added)
    const writer = await openSession(url)
    await writer.query('begin; lock table shift in row exclusive mode')
    await expect(migrate(url, { folder, timeoutMs: 100 })).rejects.toThrow(MigrationError)
    expect(await indexes(url)).toEqual([{ is_valid: false }])
    await writer.query('rollback')
    await migrate(url, { folder })
    expect(await indexes(url)).toEqual([{ is_valid: true }])
  })
})
