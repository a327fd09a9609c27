import { join } from 'node:path'
import { mkdtemp } from 'node:fs/promises'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { connect, listEligibleShifts, claimShift } from '../src/index.ts'
import { ensureDatabase, otherDatabase, withClient } from '../src/client/withClient.ts'
import { migrate } from '../src/migrate/migrate.ts'
import { seed } from '@shifts/seed'
import { startSystemPostgres, type SystemPostgres } from '@shifts/testing/servers'

// Uses PostgreSQL's programs with a server of their version, because they refuse a newer one.

let server: SystemPostgres
let source: string
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(inject('testFolder'), 'restore-'))
  server = await startSystemPostgres(folder, process.env.PATH)
  source = await migratedDatabase('source')
  await seed(source, { preset: 'tiny', anchor: '2100-01-01' })
  await claimAnyShift(source)
}, 120_000)

afterAll(() => server?.stop())

async function emptyDatabase(name: string): Promise<string> {
  const url = otherDatabase(server.url, name)
  await ensureDatabase(url)
  return url
}

async function migratedDatabase(name: string): Promise<string> {
  const url = await emptyDatabase(name)
  await migrate(url)
  return url
}

async function claimAnyShift(url: string): Promise<void> {
  const { db, close } = connect(url, { timeoutMs: 60_000 })
  const { rows } = await db.execute<{ id: number }>(
    `select id from worker where is_active order by id desc limit 1`,
  )
  const workerId = rows[0]?.id ?? 0
  const shifts = await listEligibleShifts(db, { workerId, from: '2100-01-01T00:00:00Z', limit: 500 })
  const shiftId = shifts.find(({ overlapsClaimed }) => !overlapsClaimed)?.id ?? 0
  await claimShift(db, { workerId, shiftId, principal: 'test', requestId: 'test' })
  await close()
}

const pgDump = (...args: string[]) => server.run('pg_dump', [...args, source])
const psql = (url: string, script: string) =>
  server.run('psql', ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', url], script)
const pgRestore = (url: string, file: string, ...args: string[]) =>
  server.run('pg_restore', ['--exit-on-error', ...args, `--dbname=${url}`, file])

/** The path of a dump of the source, for pg_restore. */
async function archive(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name)
  await pgDump(`--file=${path}`, ...args)
  return path
}

/** Each kind restores the source into the database with this name. */
const kinds: [string, (name: string) => Promise<string>][] = [
  [
    'plain',
    async (name) => {
      const url = await emptyDatabase(name)
      await psql(url, await pgDump())
      return url
    },
  ],
  [
    'plain, as inserts',
    async (name) => {
      const url = await emptyDatabase(name)
      await psql(url, await pgDump('--inserts'))
      return url
    },
  ],
  [
    'custom',
    async (name) => {
      const url = await emptyDatabase(name)
      await pgRestore(url, await archive(name, '--format=custom'))
      return url
    },
  ],
  [
    'custom, in a single transaction',
    async (name) => {
      const url = await emptyDatabase(name)
      await pgRestore(url, await archive(name, '--format=custom'), '--single-transaction')
      return url
    },
  ],
  [
    'directory, in parallel',
    async (name) => {
      const url = await emptyDatabase(name)
      await pgRestore(url, await archive(name, '--format=directory'), '--jobs=2')
      return url
    },
  ],
  [
    'over existing tables, with --clean',
    async (name) => {
      const url = await migratedDatabase(name)
      await seed(url, { preset: 'tiny', seed: 2 })
      await pgRestore(url, await archive(name, '--format=custom'), '--clean', '--if-exists')
      return url
    },
  ],
  [
    'data only, into a migrated database',
    async (name) => {
      const url = await migratedDatabase(name)
      await psql(url, await pgDump('--data-only'))
      return url
    },
  ],
  [
    'data only as inserts, into a migrated database',
    async (name) => {
      const url = await migratedDatabase(name)
      await psql(url, await pgDump('--data-only', '--inserts'))
      return url
    },
  ],
  [
    'data only in a single transaction, into a migrated database',
    async (name) => {
      const url = await migratedDatabase(name)
      await pgRestore(url, await archive(name, '--format=custom', '--data-only'), '--single-transaction')
      return url
    },
  ],
  [
    'data only of a complete archive without triggers, into a migrated database',
    async (name) => {
      const url = await migratedDatabase(name)
      const file = await archive(name, '--format=custom')
      await pgRestore(url, file, '--data-only', '--disable-triggers')
      return url
    },
  ],
  [
    'schema only, then data only',
    async (name) => {
      const url = await emptyDatabase(name)
      await psql(url, await pgDump('--schema-only'))
      await psql(url, await pgDump('--data-only'))
      return url
    },
  ],
  [
    'without owners and privileges',
    async (name) => {
      const url = await emptyDatabase(name)
      await pgRestore(url, await archive(name, '--format=custom'), '--no-owner', '--no-privileges')
      return url
    },
  ],
]

describe.each(kinds)('a restore: %s', (kind, restore) => {
  let url: string
  const query = <Row>(text: string, values: unknown[] = []) =>
    withClient(url, async (client) => (await client.query<Row & object>(text, values)).rows)

  test('has every row, and needs no migration', { timeout: 60_000 }, async () => {
    url = await restore(`restored_${kinds.findIndex(([name]) => name === kind)}`)
    expect(await withClient(url, allRows)).toEqual(await withClient(source, allRows))
    const journal = 'select count(*) from drizzle.__drizzle_migrations'
    const before = await query(journal)
    await migrate(url)
    expect(await query(journal)).toEqual(before)
  })

  test('updates the required documents of facilities, and gives new rows new ids', async () => {
    const [facility] = await query<{ id: number }>(
      `insert into facility (name, time_zone) values ('New', 'UTC') returning id`,
    )
    const [document] = await query<{ id: number }>(`insert into document (name) values ('New') returning id`)
    await query('insert into facility_requirement (facility_id, document_id) values ($1, $2)', [
      facility?.id,
      document?.id,
    ])
    expect(await query('select required_document_ids from facility where id = $1', [facility?.id])).toEqual([
      { required_document_ids: [document?.id] },
    ])
    expect(
      await query(`
        select id from facility where required_document_ids <> array(
          select document_id from facility_requirement where facility_id = facility.id order by document_id
        )`),
    ).toEqual([])
  })

  test('refuses invalid data', async () => {
    await expect(query('delete from claim_event')).rejects.toMatchObject({ code: '23001' })
    await expect(query('update shift set ends_at = starts_at')).rejects.toMatchObject({ code: '23514' })
    await expect(
      query(`
        insert into shift (facility_id, profession, starts_at, ends_at, worker_id, claimed_at)
        select facility_id, profession, starts_at, ends_at, worker_id, claimed_at
        from shift where claimed_at is not null and not is_deleted`),
    ).rejects.toMatchObject({ code: '23P01' })
  })

  test('publishes changes, and accepts claims', async () => {
    await withClient(url, async (client) => {
      const notified = new Promise((resolve) => client.on('notification', resolve))
      await client.query('listen change')
      await claimAnyShift(url)
      expect(await notified).toMatchObject({ channel: 'change' })
    })
  })
})

/** Every row of every table, the migrations, and the position of each identity. */
async function allRows(client: Client): Promise<Record<string, unknown>> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle')
    order by 1`)
  const found: Record<string, unknown> = {}
  for (const { name } of tables) {
    found[name] = (await client.query(`select distinct row::text from ${name} row order by 1`)).rows
  }
  const { rows: sequences } = await client.query(
    `select sequencename, last_value from pg_sequences order by sequencename`,
  )
  return { ...found, sequences }
}
