import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { describe, expect, onTestFinished, test } from 'vitest'
import { makeFacility, makeShift, makeWorker, useLogicalDatabase, useTestDatabase } from '@shifts/testing'
import { areNotifyTriggersDisabled } from '../src/changes/notifyTriggers.ts'
import { withClient } from '../src/client/withClient.ts'
import {
  areVisible,
  BehindPgBouncerError,
  ChangeFeedError,
  claimShift,
  followWal,
  type ListenForChanges,
} from '../src/index.ts'
import { migrate } from '../src/migrate/migrate.ts'
import { notifications, publishMark, startFeed, wal } from './changeFeeds.ts'

const { db, ownerUrl, directUrl, load } = await useLogicalDatabase('wal')

/**
 * Measures the most bytes that are in use besides those at the call, without what the garbage collector would free. The result is
 * undefined if there was no time to measure.
 */
function watchMemory() {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  const bytesInUse = () => {
    if (typeof collect === 'function') collect()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  }
  const before = bytesInUse()
  let most: number | undefined
  const timer = setInterval(() => (most = Math.max(most ?? 0, bytesInUse() - before)), 100)
  onTestFinished(() => clearInterval(timer))
  return { most: () => most }
}

/** The first error that the feed reports. */
async function firstError(listen: ListenForChanges): Promise<Error> {
  const listening = new AbortController()
  onTestFinished(() => listening.abort())
  return new Promise((resolve) => {
    void listen({
      signal: listening.signal,
      onChange: () => {},
      onError: resolve,
    })
  })
}

test('a claim tells its shift, with its position in the log and its transaction', async () => {
  const [nurse, clinic] = [await makeWorker(db), await makeFacility(db)]
  const shift = await makeShift(db, { facilityId: clinic.id, startsAt: '2100-12-01T14:00:00Z' })
  const { take } = await startFeed(wal(directUrl))
  await claimShift(db, { workerId: nurse.id, shiftId: shift.id, principal: 'test', requestId: 'test' })
  expect(await take(await publishMark(db))).toEqual([
    {
      shiftIds: [shift.id],
      position: expect.stringMatching(/^1\.[\dA-F]{8}\/[\dA-F]{8}$/),
      xid: expect.any(Number),
    },
  ])
})

test('a transaction of very many rows is everything, and takes no memory', { timeout: 120_000 }, async () => {
  const { id } = await makeFacility(db)
  const { received, take } = await startFeed(wal(directUrl))
  const memory = watchMemory()
  await load(`
    insert into shift (facility_id, profession, starts_at, ends_at)
    select ${id}, 'RN', '2026-12-01T00:00Z', '2026-12-01T08:00Z' from generate_series(1, 200000)`)
  expect(await take(await publishMark(db))).toEqual([
    { everything: true, position: expect.any(String), xid: expect.any(Number) },
  ])
  expect(received).toEqual([])
  expect(memory.most()).toBeLessThan(2_000_000)
})

test('the log is read again after the connection was lost, and no slot is left behind', async () => {
  const { received, errors } = await startFeed(wal(directUrl))
  const end = await db.execute(
    `select pg_terminate_backend(pid) from pg_stat_replication where application_name = 'open-shifts listener'`,
  )
  expect(end.rows).toHaveLength(1)
  await expect.poll(() => received[0], { timeout: 20_000 }).toMatchObject({ everything: true })
  expect(errors).toHaveLength(1)
  const { rows } = await db.execute(`select temporary from pg_replication_slots`)
  expect(rows).toEqual([{ temporary: true }])
})

test('what was read is acknowledged', async () => {
  await startFeed(wal(directUrl))
  await makeFacility(db)
  const { rows } = await db.execute<{ at: string }>('select pg_current_wal_lsn() as at')
  const confirmed = () =>
    db
      .execute<{ is_confirmed: boolean }>(
        sql`select confirmed_flush_lsn >= ${rows[0]?.at ?? ''}::pg_lsn as is_confirmed from pg_replication_slots`,
      )
      .then(({ rows: [slot] }) => slot?.is_confirmed)
  await expect.poll(confirmed, { timeout: 20_000 }).toBe(true)
})

test('starting waits for the transactions that are running', async () => {
  await withClient(ownerUrl, async (running) => {
    await running.query(`begin; insert into facility (name, time_zone) values ('Clinic', 'America/Chicago')`)
    const error = await firstError(wal(directUrl))
    expect(error.message).toContain('wait for the transactions that are running')
    await running.query('rollback')
  })
})

test('knows which transactions are visible', async () => {
  await withClient(ownerUrl, async (client) => {
    const open = await client.query<{ xid: string }>(`begin; select pg_current_xact_id()::text as xid`)
    const { rows } = Array.isArray(open) ? open.at(-1) : open
    const xid = Number(rows[0].xid)
    expect(await areVisible(db, [])).toBe(true)
    expect(await areVisible(db, [xid - 1])).toBe(true)
    expect(await areVisible(db, [xid - 1, xid])).toBe(false)
    expect(await areVisible(db, [xid + 1_000])).toBe(false)
    await client.query('commit')
    expect(await areVisible(db, [xid - 1, xid])).toBe(true)
  })
})

describe('the triggers that notify', () => {
  const areDisabled = () => withClient(ownerUrl, (client) => areNotifyTriggersDisabled(drizzle(client)))

  test('are switched by migrating, and left as they are without CHANGE_FEED', async () => {
    onTestFinished(() => migrate(ownerUrl, { changeFeed: 'wal' }))
    expect(await areDisabled()).toBe(true)
    await migrate(ownerUrl)
    expect(await areDisabled()).toBe(true)
    await migrate(ownerUrl, { changeFeed: 'notify' })
    expect(await areDisabled()).toBe(false)
    await migrate(ownerUrl, { changeFeed: 'notify' })
    expect(await areDisabled()).toBe(false)
  })

  test('are needed by a host that listens for notifications, also if they are disabled while it listens', async () => {
    const refused = {
      name: 'ChangeFeedError',
      message: expect.stringContaining('migrated with CHANGE_FEED=wal'),
    }
    expect(await firstError(notifications(directUrl))).toMatchObject(refused)
    await migrate(ownerUrl, { changeFeed: 'notify' })
    const { errors } = await startFeed(notifications(directUrl))
    await migrate(ownerUrl, { changeFeed: 'wal' })
    await expect.poll(() => errors[0], { timeout: 20_000 }).toMatchObject(refused)
  })
})

const minimal = await useTestDatabase()

describe('says what to do', () => {
  test('if the server does not log what decoding needs', async () => {
    const error = await firstError(wal(minimal.ownerUrl))
    expect(error).toBeInstanceOf(ChangeFeedError)
    expect(error.message).toContain('wal_level=logical')
  })

  test('if the role may not replicate', async () => {
    await load(`create role reader login password 'secret'`)
    const url = Object.assign(new URL(directUrl), { username: 'reader', password: 'secret' })
    const error = await firstError(wal(url.href))
    expect(error).toBeInstanceOf(ChangeFeedError)
    expect(error.message).toContain('alter role')
  })

  test('if the publication is missing', async () => {
    onTestFinished(() => load('alter publication renamed rename to open_shifts_changes'))
    await load('alter publication open_shifts_changes rename to renamed')
    expect((await firstError(wal(directUrl))).message).toContain('run `pnpm migrate`')
  })

  test('through a PgBouncer', async () => {
    expect(await firstError(wal(`${directUrl}&pgbouncer=true`))).toBeInstanceOf(BehindPgBouncerError)
  })
})

test('another server is followed although the source changes while the first one is connected to', async () => {
  let starts = 0
  const feed = await startFeed((options) =>
    followWal(() => {
      starts++
      const outdated = new AbortController()
      if (starts === 1) setImmediate(() => outdated.abort())
      return { url: directUrl, outdated: outdated.signal }
    }, options),
  )
  await feed.take(await publishMark(db))
  expect(starts).toBe(2)
})
