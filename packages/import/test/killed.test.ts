import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { withClient } from '@shifts/db/client'
import { emptyTables, makeFacility, makeShift, useTestDatabase } from '@shifts/testing'
import { smallRows } from './smallRows.ts'
import { useSource, usualShape } from './source.ts'

const { db, url, ownerUrl } = await useTestDatabase()
const source = await useSource()
const root = fileURLToPath(new URL('../../..', import.meta.url))

beforeEach(async () => {
  await emptyTables(db)
  await makeShift(db, { facilityId: (await makeFacility(db)).id })
  await source.fill(usualShape, smallRows())
})

/** Starts the real command with --replace. */
function startImport() {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/import.ts', '--from', source.url, '--replace'],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** How many sessions of the import wait for a lock while they execute such a statement. */
async function waiting(database: string, statement: string): Promise<number> {
  return withClient(database, async (client) => {
    const { rowCount } = await client.query(
      `select from pg_stat_activity
      where datname = current_database() and application_name = 'open-shifts import' and wait_event_type = 'Lock'
        and query like $1`,
      [statement],
    )
    return rowCount ?? 0
  })
}

const importSessions = async () =>
  (
    await db.execute(
      `select from pg_stat_activity where datname = current_database() and application_name = 'open-shifts import'`,
    )
  ).rows.length

const content = async () => (await db.execute(`select s::text, f::text from shift s, facility f`)).rows

const indexes = async () =>
  (await db.execute(`select indexdef from pg_indexes where schemaname = 'public' order by 1`)).rows

/** Runs the import until a session waits for a lock that `locking` holds, kills it there, and expects the target as before. */
async function expectUnchanged(
  database: string,
  { locking, statement, meanwhile = '' }: { locking: string; statement: string; meanwhile?: string },
): Promise<void> {
  const before = { content: await content(), indexes: await indexes() }
  await withClient(database, async (client) => {
    await client.query(`begin; ${locking}`)
    const running = startImport()
    await expect.poll(() => waiting(database, statement), { timeout: 25_000, interval: 50 }).toBe(1)
    await db.execute(meanwhile)
    await running.kill()
    await client.query('rollback')
  })
  await expect.poll(importSessions, { timeout: 10_000 }).toBe(0)
  expect({ content: await content(), indexes: await indexes() }).toEqual(before)
}

test('an import that is killed while it stages leaves the target as it was, which could be written until then', () =>
  expectUnchanged(source.url, {
    locking: 'lock table "Shift" in access exclusive mode',
    statement: 'copy%',
    meanwhile: 'update shift set is_deleted = is_deleted',
  }))

test('an import that is killed after it has dropped indexes leaves the target as it was', () =>
  expectUnchanged(ownerUrl, {
    locking: 'lock table claim_event in access share mode',
    statement: 'truncate%',
  }))
