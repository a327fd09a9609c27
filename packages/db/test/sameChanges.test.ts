import fc from 'fast-check'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { useLogicalDatabase } from '@shifts/testing'
import { migrate } from '../src/migrate/migrate.ts'
import { merge, notifications, publishMark, startFeed, wal } from './changeFeeds.ts'

const { db, ownerUrl, directUrl } = await useLogicalDatabase('wal')
// Both ways at once: the hosts' role may read the log, and the triggers notify.
await migrate(ownerUrl, { changeFeed: 'notify' })

const number = fc.integer({ min: 0, max: 6 })

/** One of the rows of the table, chosen by a number. */
const one = (table: string, n: number, column = 'id') =>
  `(select ${column} from ${table} order by ${column} offset ${n} % greatest(1, (select count(*) from ${table})) limit 1)`
const some = (n: number) => (n === 6 ? 'true' : `id % 6 = ${n}`)
const profession = (n: number) => `'${['CNA', 'LVN', 'RN'][n % 3]}'`

const shiftAssignments = [
  `is_deleted = not is_deleted`,
  `is_deleted = is_deleted`,
  `claimed_at = null`,
  `ends_at = ends_at + interval '1 minute'`,
  `starts_at = starts_at + interval '1 hour', ends_at = ends_at + interval '1 hour'`,
  `worker_id = null`,
  `id = id + 100000`,
]
const facilityAssignments = [
  `is_active = not is_active`,
  `name = name || 'x'`,
  `name = name`,
  `city = 'Chicago', state = 'IL'`,
  `required_document_ids = default`,
]
const documentAssignments = [`name = name || 'x'`, `is_active = not is_active`, `name = name`]
const workerAssignments = [
  `is_active = not is_active`,
  `name = name || 'x'`,
  `profession = 'RN'`,
  `home_latitude = 1, home_longitude = 1`,
]

const update = (table: string, assignments: string[]) =>
  fc
    .tuple(fc.constantFrom(...assignments), number)
    .map(([assignment, n]) => `update ${table} set ${assignment} where ${some(n)}`)

const with2 = (build: (a: number, b: number) => string) =>
  fc.tuple(number, number).map(([a, b]) => build(a, b))

const newShifts = (facility: number, profession_: number, count: number) =>
  `insert into shift (facility_id, profession, starts_at, ends_at)
   select ${one('facility', facility)}, ${profession(profession_)}, '2100-01-01T00:00Z', '2100-01-01T08:00Z' from generate_series(1, ${count})`

const statement = fc.oneof(
  with2((a, b) => newShifts(a, b, 1 + a)),
  with2((a, b) => newShifts(a, b, b === 6 ? 600 : 2)),
  update('shift', shiftAssignments),
  update('facility', facilityAssignments),
  update('document', documentAssignments),
  update('worker', workerAssignments),
  with2((a, b) => `update shift set worker_id = ${one('worker', a)} where ${some(b)}`),
  with2((a, b) => `update shift set facility_id = ${one('facility', a)} where ${some(b)}`),
  with2(
    (a, b) =>
      `update shift set profession = ${profession(a)}, worker_id = ${one('worker', a)} where ${some(b)}`,
  ),
  number.map((n) => `delete from shift where ${some(n)}`),
  number.map((n) => `insert into facility (name, time_zone) values ('Clinic ${n}', 'America/Chicago')`),
  number.map(
    (n) =>
      `delete from facility where ${some(n)} and not exists (select from shift where facility_id = facility.id)`,
  ),
  number.map((n) => `insert into worker (name, profession) values ('Nurse', ${profession(n)})`),
  number.map((n) => `delete from worker where id = ${one('worker', n)}`),
  number.map((n) => `insert into document (name) values ('Card ${n}')`),
  number.map((n) => `delete from document where id = ${one('document', n)}`),
  with2(
    (a, b) =>
      `insert into facility_requirement values (${one('facility', a)}, ${one('document', b)}) on conflict do nothing`,
  ),
  with2(
    (a, b) =>
      `update facility_requirement set document_id = ${one('document', a)} where facility_id % 6 = ${b}`,
  ),
  number.map((n) => `delete from facility_requirement where facility_id % 6 = ${n}`),
  with2(
    (a, b) =>
      `insert into document_worker (worker_id, document_id) values (${one('worker', a)}, ${one('document', b)}) on conflict do nothing`,
  ),
  with2((a, b) => `update document_worker set worker_id = ${one('worker', a)} where document_id % 6 = ${b}`),
  with2(
    (a, b) => `update document_worker set document_id = ${one('document', a)} where worker_id % 6 = ${b}`,
  ),
  number.map((n) => `delete from document_worker where document_id % 6 = ${n}`),
  fc.constantFrom(
    'truncate document_worker',
    'truncate facility_requirement',
    'truncate shift',
    'truncate document cascade',
  ),
)

interface Transaction {
  statements: { sql: string; isUndone: boolean }[]
  isRolledBack: boolean
}

const oneInFour = fc.constantFrom(true, false, false, false)

const transaction = fc.record<Transaction>({
  statements: fc.array(fc.record({ sql: statement, isUndone: oneInFour }), { minLength: 1, maxLength: 6 }),
  isRolledBack: oneInFour,
})

/** Adds rows to tables with fewer than six, because statements on empty tables change nothing. */
const addRows = `
  insert into facility (name, time_zone) select 'Clinic', 'America/Chicago' from generate_series(1, 6 - (select count(*) from facility));
  insert into worker (name, profession) select 'Nurse', 'RN' from generate_series(1, 6 - (select count(*) from worker));
  insert into document (name) select 'Card' from generate_series(1, 6 - (select count(*) from document));
  insert into shift (facility_id, profession, starts_at, ends_at)
    select ${one('facility', 0)}, 'RN', '2100-01-01T00:00Z', '2100-01-01T08:00Z' from generate_series(1, 6 - (select count(*) from shift))`

/** Runs the statements, some of them in savepoints that are rolled back. A statement that violates a constraint is rolled back too. */
async function run(client: Client, { statements, isRolledBack }: Transaction) {
  await client.query('begin')
  for (const { sql, isUndone } of statements) {
    await client.query('savepoint before')
    const isRefused = await client.query(sql).then(
      () => false,
      () => true,
    )
    if (isUndone || isRefused) await client.query('rollback to savepoint before')
  }
  await client.query(isRolledBack ? 'rollback' : 'commit')
}

test(
  'notifications and the write-ahead log tell the same of every transaction',
  { timeout: 300_000 },
  async () => {
    const client = new Client({ connectionString: ownerUrl })
    await client.connect()
    onTestFinished(() => client.end())
    const [notified, decoded] = [await startFeed(notifications(directUrl)), await startFeed(wal(directUrl))]
    let changed = 0

    const property = fc.asyncProperty(transaction, async (each) => {
      await client.query(addRows)
      const added = await publishMark(db)
      await Promise.all([notified.take(added), decoded.take(added)])
      await run(client, each)
      const mark = await publishMark(db)
      const expected = merge(await notified.take(mark))
      const changes = await decoded.take(mark)
      const found = merge(changes)
      // One change for each transaction.
      expect(changes.length).toBeLessThanOrEqual(1)
      if (changes.length > 0) changed++
      // The log names at most 500 ids for a transaction, notifications for a statement.
      const isTooLarge = [expected.shiftIds, expected.facilityIds, expected.workerIds].some(
        (ids) => ids.length > 500,
      )
      const isEverything = expected.everything || (found.everything && isTooLarge)
      expect(isEverything ? found.everything : found).toEqual(isEverything ? true : expected)
    })
    await fc.assert(property, { numRuns: 300 })
    expect(changed).toBeGreaterThan(50)
  },
)
