import { withClient } from '@shifts/db/client'
import { afterAll, expect, inject, test } from 'vitest'
import { startPrimary, startStandby } from '@shifts/testing/replication'

const primary = await startPrimary(inject('testFolder'))
afterAll(() => primary.remove())

const query = async (url: string, statement: string) =>
  (await withClient(url, (client) => client.query<{ value: string | number | boolean }>(statement))).rows.map(
    ({ value }) => value,
  )

test('a standby replays what the primary commits, also after it was away, until it is promoted', async () => {
  const standby = await startStandby(primary)
  const count = (url: string) => query(url, 'select count(*)::int as value from document')
  const insert = () =>
    query(primary.ownerUrl, `insert into document (name) values ('CPR card') returning 0 as value`)
  await insert()
  await standby.catchUp()
  expect(await count(standby.url)).toEqual([1])
  await standby.stop()
  await insert()
  await standby.start()
  await standby.catchUp()
  expect(await count(standby.url)).toEqual([2])
  expect(await query(standby.url, 'select pg_is_in_recovery() as value')).toEqual([true])
  await standby.disconnect()
  await insert()
  await standby.reconnect()
  await standby.catchUp()
  expect(await count(standby.url)).toEqual([3])
  await standby.promote()
  expect(await query(standby.url, 'select pg_is_in_recovery() as value')).toEqual([false])
  await standby.remove()
})

test('a standby with a delay answers while it has not replayed the newest commits', async () => {
  const standby = await startStandby(primary, { replayDelayMs: 3_600_000 })
  await query(primary.ownerUrl, `insert into document (name) values ('CPR card') returning 0 as value`)
  const [position] = await query(primary.ownerUrl, 'select pg_current_wal_insert_lsn()::text as value')
  expect(
    await query(standby.url, `select pg_last_wal_replay_lsn() < '${String(position)}' as value`),
  ).toEqual([true])
  await standby.remove()
})
