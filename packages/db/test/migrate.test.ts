import { randomUUID } from 'node:crypto'
import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { ensureDatabase, otherDatabase, withClient } from '../src/client/withClient.ts'
import { isMigrated, migrate, MigrationError } from '../src/migrate/migrate.ts'

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
