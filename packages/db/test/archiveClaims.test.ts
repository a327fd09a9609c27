import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { from } from 'pg-copy-streams'
import { beforeAll, expect, inject, test } from 'vitest'
import { archiveClaims, ArchiveError } from '../src/claims/archiveClaims.ts'
import { withClient } from '../src/client/withClient.ts'
import { claimShift, listClaimHistory, releaseShift } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'

const { db, ownerUrl, load } = await useTestDatabase()
const before = '2020-01-01'
const newFile = () => join(inject('testFolder'), `${randomUUID()}.csv`)

/** The rows of both tables, as in the archive. */
const history = async () =>
  (
    await db.execute(sql`
    select 'claim_event' as source, id::int, shift_id, worker_id, action::text, happened_at::text, principal, request_id from claim_event
    union all
    select 'claimed_shift_change', id::int, shift_id, worker_id, 'change', changed_at::text, null, null from claimed_shift_change
    order by happened_at, source, id`)
  ).rows

const ids: Record<'ada' | 'old' | 'recent', number> = { ada: 0, old: 0, recent: 0 }

beforeAll(async () => {
  const clinic = await makeFacility(db)
  const { id: ada } = await makeWorker(db)
  const { id: old } = await makeShift(db, { facilityId: clinic.id, startsAt: '2100-01-01T14:00:00Z' })
  const { id: recent } = await makeShift(db, { facilityId: clinic.id, startsAt: '2100-02-01T14:00:00Z' })
  for (const shiftId of [old, recent]) {
    const params = { workerId: ada, shiftId, principal: 'service "a, b"', requestId: 'line\nbreak' }
    await claimShift(db, params)
    await releaseShift(db, params)
    await claimShift(db, params)
  }
  // The day before starts at midnight UTC, whatever the time zone of the session.
  await db.execute(
    sql`update shift set starts_at = '2019-12-31 23:59Z', ends_at = '2020-01-01 08:00Z' where id = ${old}`,
  )
  // More than a batch, of a shift that no longer exists.
  await load(`
    insert into claim_event (shift_id, worker_id, action, happened_at, principal, request_id)
    select 0, ${ada}, 'claim', timestamptz '2019-01-01Z' + n * interval '1 minute', 'worker', n from generate_series(1, 5001) n`)
  Object.assign(ids, { ada, old, recent })
})

test('a date within the last year is refused, because feeds count these claims', async () => {
  const rows = await history()
  const file = newFile()
  const { rows: dates } = await db.execute<{ before: string }>(
    sql`select ((now() at time zone 'UTC' - interval '1 year')::date + 1)::text as before`,
  )
  await expect(archiveClaims(ownerUrl, { before: dates[0]?.before ?? '', file })).rejects.toThrow(
    /the latest date is \d{4}-\d{2}-\d{2}/,
  )
  expect(existsSync(file)).toBe(false)
  expect(await history()).toEqual(rows)
})

test('nothing is deleted if the archive cannot be written', async () => {
  const rows = await history()
  const existing = newFile()
  await writeFile(existing, 'precious')
  for (const file of [existing, join(inject('testFolder'), 'missing', 'archive.csv')])
    await expect(archiveClaims(ownerUrl, { before, file })).rejects.toThrow(ArchiveError)
  expect(await readFile(existing, 'utf8')).toBe('precious')
  expect(await history()).toEqual(rows)
})

test('the history of old shifts is moved to a file, and that of others stays', async () => {
  const all = await history()
  const feed = () => listClaimHistory(db, { workerId: ids.ada, to: '2200-01-01T00:00:00Z', limit: 10 })
  const shown = await feed()
  const file = newFile()
  const count = await archiveClaims(ownerUrl, { before, file })
  const kept = await history()

  expect(kept.length).toBeGreaterThan(0)
  expect(kept).toEqual(all.filter(({ shift_id }) => shift_id === ids.recent))
  expect(count).toBe(all.length - kept.length)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await feed()).toEqual(shown)

  const archived = await withClient(ownerUrl, async (client) => {
    await client.query(`
      create temporary table archive (
        source text, id int, shift_id int, worker_id int, action text, happened_at timestamptz, principal text, request_id text
      )`)
    const rows = client.query(from('copy archive from stdin (format csv, header)'))
    await pipeline(Readable.from([await readFile(file)]), rows)
    await client.query(`set timezone = 'UTC'`)
    return (
      await client.query(
        'select source, id, shift_id, worker_id, action, happened_at::text, principal, request_id from archive',
      )
    ).rows
  })
  expect(archived).toEqual(all.filter(({ shift_id }) => shift_id !== ids.recent))

  const second = newFile()
  expect(await archiveClaims(ownerUrl, { before, file: second })).toBe(0)
})

test('claims cannot be deleted, or changed by the same means, without being archived', async () => {
  const refused = { cause: { code: '23001' } }
  await expect(db.execute('delete from claim_event')).rejects.toMatchObject(refused)
  await expect(
    db.transaction(async (transaction) => {
      await transaction.execute('set local open_shifts.is_archived = on')
      await transaction.execute('update claim_event set worker_id = 1')
    }),
  ).rejects.toMatchObject(refused)
})
