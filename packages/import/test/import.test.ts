import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { countEligibleShiftsByDay, streamEligibleShifts } from '@shifts/db'
import { otherDatabase, withClient } from '@shifts/db/client'
import { eligibleShifts, emptyTables, makeShift, makeFacility, useTestDatabase } from '@shifts/testing'
import { importDatabase, runImportCommand, type ImportOptions } from '../src/index.ts'
import { expectedOf } from './expected.ts'
import { sourceRows } from './rows.ts'
import { shiftRow, smallRows, withShifts, type ShiftRow } from './smallRows.ts'
import { qualified, shapes, useSource, usualShape } from './source.ts'

const { db, url, ownerUrl } = await useTestDatabase()
const source = await useSource()
const rejectsFile = join(inject('testFolder'), 'rejects.ndjson')

beforeEach(() => emptyTables(db))

const run = (options: Partial<ImportOptions> = {}) =>
  importDatabase(ownerUrl, {
    from: source.url,
    appUrl: url,
    map: [],
    timeZone: 'UTC',
    sourceTimeZone: 'UTC',
    replace: false,
    ...options,
  })

const rejectedLine = z.object({
  table: z.string(),
  reason: z.string(),
  row: z.record(z.string(), z.unknown()),
})

async function readRejects() {
  const text = await readFile(rejectsFile, 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rejectedLine.parse(JSON.parse(line)))
}

async function rowsOf(statement: string) {
  return (await db.execute(statement)).rows
}

const content = async () =>
  Promise.all(
    ['worker', 'facility', 'document', 'facility_requirement', 'document_worker', 'shift', 'claim_event'].map(
      (table) => rowsOf(`select t::text from ${table} t order by t::text`),
    ),
  )

async function collect<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const batch of batches) all.push(...batch)
  return all
}

const sorted = <T>(values: T[]): T[] =>
  values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

test(
  'every worker gets the list that the rule gives for the source’s rows, and every row is accounted for',
  { timeout: 120_000 },
  async () => {
    const seen = { shifts: 0, rejected: new Set<string>(), folded: 0 }
    const anySource = fc.constantFrom(0, 40, 12).chain((oddOneIn) => sourceRows(oddOneIn))
    const property = fc.asyncProperty(anySource, fc.constantFrom(...shapes), async (rows, shape) => {
      await source.fill(shape, rows)
      const { tables } = await run({ rejects: rejectsFile, replace: true, timeZone: 'America/Denver' })

      const { fixture, rejected, folded } = expectedOf(rows, 'America/Denver')
      for (const worker of fixture.workers) {
        const listed = await collect(streamEligibleShifts(db, { workerId: worker.id }))
        expect(listed).toEqual(eligibleShifts(fixture, worker))
        seen.shifts += listed.length
      }
      const lines = await readRejects()
      const idColumn = shape.column('id')
      expect(sorted(lines.map(({ table, reason, row }) => ({ table, id: row[idColumn], reason })))).toEqual(
        sorted(rejected.map((reject) => ({ ...reject, table: shape.table(reject.table) }))),
      )
      for (const { reason } of rejected) seen.rejected.add(reason)
      for (const [table, all] of Object.entries(rows)) {
        const result = tables.find((found) => found.source === shape.table(table))
        const count = rejected.filter((reject) => reject.table === table).length
        const repeated = table === 'FacilityRequirement' || table === 'DocumentWorker' ? folded[table] : 0
        seen.folded += repeated
        expect(result).toMatchObject({
          read: all.length,
          folded: repeated,
          rejected: count,
          written: all.length - repeated - count,
        })
      }
      await expectRows(fixture)
    })
    // Shrinking would take longer than the test may.
    await fc.assert(property, { numRuns: 12, endOnFailure: true })
    expect(seen.shifts).toBeGreaterThan(20)
    expect(seen.folded).toBeGreaterThan(3)
    expect(seen.rejected.size).toBeGreaterThan(8)
  },
)

/** Also what no list shows: inactive and deleted rows, names, claims and assignments. */
async function expectRows({
  workers,
  facilities,
  documents,
  shifts,
}: ReturnType<typeof expectedOf>['fixture']) {
  expect(
    await rowsOf('select id, name, profession, is_active as "isActive" from worker order by id'),
  ).toEqual(
    workers
      .map(({ id, name, profession, isActive }) => ({ id, name, profession, isActive }))
      .toSorted((a, b) => a.id - b.id),
  )
  expect(
    await rowsOf(
      `select id, name, time_zone as "timeZone", is_active as "isActive", city, state, latitude, longitude,
        required_document_ids as requires from facility order by id`,
    ),
  ).toEqual(
    facilities
      .map((facility) => ({ ...facility, requires: facility.requires.toSorted((a, b) => a - b) }))
      .toSorted((a, b) => a.id - b.id),
  )
  expect(await rowsOf('select id, name, is_active as "isActive" from document order by id')).toEqual(
    documents.toSorted((a, b) => a.id - b.id),
  )
  expect(
    await rowsOf(
      `select id, facility_id as "facilityId", profession, is_deleted as "isDeleted", worker_id as "workerId",
        to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startsAt",
        to_char(ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endsAt",
        to_char(claimed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "claimedAt"
      from shift order by id`,
    ),
  ).toEqual(shifts.toSorted((a, b) => a.id - b.id))
}

test('an assignment without a claim time is an assigned shift', async () => {
  await source.fill(usualShape, withShifts({ worker_id: 7 }, {}), ['Shift.claimed_at'])
  await run()
  expect(await rowsOf('select id, worker_id, claimed_at from shift order by id')).toEqual([
    { id: 1, worker_id: 7, claimed_at: null },
    { id: 2, worker_id: null, claimed_at: null },
  ])
})

test('ids are kept, and the next ids are above them', async () => {
  await source.fill(usualShape, smallRows())
  const tables = ['Worker', 'Facility', 'Document', 'Shift']
  await source.execute(tables.map((table) => `alter table "${table}" add primary key (id)`).join(';'))
  await run()
  expect(await makeFacility(db)).toMatchObject({ id: 9 })
  expect(await makeShift(db, { facilityId: 8 })).toMatchObject({ id: 11 })
})

test('times without a zone are those of --source-time-zone, also where its clocks change', async () => {
  const shifts = withShifts(
    { start: '2026-07-01 14:00', end: '2026-07-01 22:00' },
    // The clocks skip from 02:00 to 03:00 on 8 March and show 01:00 to 02:00 twice on 1 November.
    { start: '2026-03-08 02:30', end: '2026-03-08 10:00' },
    { start: '2026-11-01 01:30', end: '2026-11-01 09:00' },
    // By the clock more than a day, and yet 24 hours; by the clock after the start, and yet before it.
    { start: '2026-03-07 12:00', end: '2026-03-08 13:00' },
    { start: '2026-03-08 02:30', end: '2026-03-08 03:15' },
  )
  await source.fill(usualShape, shifts)
  await run({ sourceTimeZone: 'America/Chicago', rejects: rejectsFile })
  expect(
    await rowsOf(
      `select id, starts_at at time zone 'UTC' as start, (ends_at - starts_at)::text as length from shift order by id`,
    ),
  ).toEqual([
    { id: 1, start: '2026-07-01 19:00:00', length: '08:00:00' },
    { id: 2, start: '2026-03-08 08:30:00', length: '06:30:00' },
    { id: 3, start: '2026-11-01 07:30:00', length: '07:30:00' },
    { id: 4, start: '2026-03-07 18:00:00', length: '1 day' },
  ])
  expect(await readRejects()).toMatchObject([
    { reason: 'ENDS_NOT_AFTER_START', row: { id: 5, start: '2026-03-08T02:30:00' } },
  ])
})

test('timestamps with a zone need no --source-time-zone', async () => {
  await source.fill(usualShape, smallRows())
  await source.execute(
    `set timezone = 'UTC'; alter table "Shift" alter start type timestamptz, alter "end" type timestamptz`,
  )
  await run({ sourceTimeZone: 'America/Chicago' })
  expect(await rowsOf(`select starts_at at time zone 'UTC' as start from shift`)).toEqual([
    { start: '2026-12-01 14:00:00' },
  ])
})

test('of overlapping claims the earliest is kept, and each that overlaps a kept one is rejected', async () => {
  const claim = (start: string, end: string, claimed_at: string, values: Partial<ShiftRow> = {}) => ({
    start: `2026-12-01 ${start}`,
    end: `2026-12-01 ${end}`,
    worker_id: 7,
    claimed_at,
    ...values,
  })
  await source.fill(
    usualShape,
    withShifts(
      claim('10:00', '14:00', '2026-11-02Z'),
      // Overlaps the first, which was claimed before.
      claim('13:00', '17:00', '2026-11-03Z'),
      // Overlaps only the second, which was rejected.
      claim('16:00', '20:00', '2026-11-04Z'),
      // Touches the third, is deleted, or is not claimed.
      claim('20:00', '22:00', '2026-11-05Z'),
      claim('10:00', '14:00', '2026-11-01Z', { is_deleted: true }),
      { ...claim('10:00', '14:00', ''), claimed_at: null },
    ),
  )
  await run({ rejects: rejectsFile })
  expect(await readRejects()).toMatchObject([{ table: 'Shift', reason: 'CLAIM_OVERLAPS', row: { id: 2 } }])
  expect(await rowsOf('select id from shift order by id')).toEqual([1, 3, 4, 5, 6].map((id) => ({ id })))
})

describe('rows that cannot be imported', async () => {
  const wrong = () =>
    withShifts(
      ...Array.from({ length: 30 }, () => ({ end: '2026-12-01 14:00' })),
      { facility_id: 99 },
      { worker_id: 99 },
    )

  test('prevent the import, are counted, and the first twenty are listed', async () => {
    const before = await content()
    await source.fill(usualShape, wrong())
    const failure = run().catch((error: unknown) => error)
    expect(await failure).toMatchObject({ name: 'RejectedRowsError' })
    const message = String(await failure)
    expect(message).toContain('Nothing was imported, because 32 rows of the source cannot be:')
    expect(message).toMatch(/ 30 {2}Shift {2}ENDS_NOT_AFTER_START\n +1 {2}Shift {2}FACILITY_UNKNOWN\n/)
    expect(message.match(/"reason"/g)).toHaveLength(20)
    expect(message).toContain('"row" : {"id" : 1, "facility_id" : 8')
    expect(await content()).toEqual(before)
  })

  test('are written to the file, and the others are imported', async () => {
    const rows = wrong()
    await source.fill(usualShape, { ...rows, Shift: [...rows.Shift, shiftRow({ id: 50 })] })
    const { tables, rejects } = await run({ rejects: rejectsFile })
    expect(tables.find(({ name }) => name === 'shift')).toMatchObject({ read: 33, written: 1, rejected: 32 })
    expect(rejects).toContainEqual({ name: 'shift', reason: 'ENDS_NOT_AFTER_START', rows: 30 })
    expect(await readRejects()).toHaveLength(32)
  })

  test('are found before --rejects cannot be written', async () => {
    await source.fill(usualShape, wrong())
    await expect(run({ rejects: '/missing/rejects.ndjson' })).rejects.toThrow(/--rejects: .*ENOENT/)
  })

  test('keep their names with quotes, newlines and emoji in the file', async () => {
    const name = 'a "b" \\ c\nd \u0001 🩺'
    const rows = smallRows()
    const DocumentWorker = [{ id: 1, worker_id: 8, document_id: 9 }]
    const Worker = [{ id: 7, name, profession: 'Surgeon', is_active: true }]
    await source.fill(usualShape, { ...rows, Worker, DocumentWorker })
    await run({ rejects: rejectsFile })
    expect(await readRejects()).toEqual([
      { table: 'Worker', reason: 'PROFESSION_UNKNOWN', row: Worker[0] },
      { table: 'DocumentWorker', reason: 'WORKER_UNKNOWN', row: DocumentWorker[0] },
    ])
  })
})

describe('a target that holds rows', () => {
  test('is refused without --replace, and stays as it is', async () => {
    await makeFacility(db)
    const before = await content()
    await source.fill(usualShape, smallRows())
    await expect(run()).rejects.toThrow(
      'The database holds rows already. Import with --replace to delete them.',
    )
    expect(await content()).toEqual(before)
  })

  test('is replaced with it, and what referred to its rows is counted', async () => {
    await source.fill(usualShape, smallRows())
    await run()
    await db.execute(`
      insert into worker_identity (issuer, subject, worker_id) values ('https://id.example', 'lucia', 7);
      insert into saved_filter (worker_id, filter) values (7, '{}');
      insert into claim_event (shift_id, worker_id, action, principal, request_id)
      values (10, 7, 'claim', 'worker 7', 'a'), (10, 7, 'release', 'worker 7', 'b')`)
    const before = await content()
    const { deleted } = await run({ replace: true })
    expect(deleted).toEqual({
      worker_identity: 1,
      saved_filter: 1,
      calendar_feed: 0,
      claim_event: 2,
      claimed_shift_change: 0,
    })
    expect(await content()).toEqual([...before.slice(0, -1), []])
    expect(await rowsOf('select from saved_filter')).toEqual([])
  })

  test('has its indexes, constraints and triggers afterwards, and hosts were notified', async () => {
    const definitions = () =>
      rowsOf(`
        select pg_get_constraintdef(oid) as definition from pg_constraint where connamespace = 'public'::regnamespace
        union all select indexdef from pg_indexes where schemaname = 'public'
        union all select pg_get_triggerdef(oid) || tgenabled::text from pg_trigger where not tgisinternal
        order by 1`)
    const before = await definitions()
    await source.fill(usualShape, smallRows())
    const notified: (string | undefined)[] = []
    await withClient(ownerUrl, async (client) => {
      client.on('notification', ({ payload }) => notified.push(payload))
      await client.query('listen change')
      await run({ replace: true })
      await expect.poll(() => notified).toContain('{"everything":true}')
    })
    expect(await definitions()).toEqual(before)
  })
})

describe('the source', () => {
  test('needs only a role that may select, and stays as it is', async () => {
    await source.fill(usualShape, smallRows())
    const role = `reader_${crypto.randomUUID().replaceAll('-', '')}`
    await source.execute(
      `create role ${role} login password 'secret'; grant select on all tables in schema public to ${role};
      grant usage on schema public to ${role}`,
    )
    onTestFinished(() => source.execute(`drop owned by ${role}; drop role ${role}`))
    const from = new URL(source.url)
    from.username = role
    from.password = 'secret'
    const hash = () =>
      withClient(source.url, async (client) => {
        const tables = ['Worker', 'Facility', 'Document', 'FacilityRequirement', 'DocumentWorker', 'Shift']
        const selects = tables.map((table) => `select t::text || xmin from ${qualified(usualShape, table)} t`)
        return (await client.query(selects.join(' union all '))).rows
      })
    const before = await hash()
    const { tables } = await run({ from: from.href })
    expect(tables.map(({ written }) => written)).toEqual([1, 1, 1, 1, 1, 1])
    expect(await hash()).toEqual(before)
  })

  test('may not be the target', async () => {
    await expect(run({ from: ownerUrl })).rejects.toThrow(
      '--from is the URL of the target. A database cannot be imported into itself.',
    )
  })

  test.each([
    ['that does not answer', 'postgresql://127.0.0.1:1/staffing', 'ECONNREFUSED'],
    ['that does not exist', () => otherDatabase(source.url, 'missing'), 'database "missing" does not exist'],
  ])('%s is an error of one sentence', async (_, from, message) => {
    await expect(run({ from: typeof from === 'string' ? from : from() })).rejects.toThrow(
      new RegExp(`^The source of the import failed: .*${message}`),
    )
  })

  test('that lacks a right is an error of one sentence', async () => {
    await source.fill(usualShape, smallRows())
    const role = `blind_${crypto.randomUUID().replaceAll('-', '')}`
    await source.execute(
      `create role ${role} login password 'secret'; grant usage on schema public to ${role}`,
    )
    onTestFinished(() => source.execute(`drop owned by ${role}; drop role ${role}`))
    const from = new URL(source.url)
    from.username = role
    from.password = 'secret'
    await expect(run({ from: from.href })).rejects.toThrow(
      'The source of the import failed: permission denied for table Worker',
    )
    expect(await rowsOf('select from worker')).toEqual([])
  })

  test('that is lost in the middle leaves the target as it was', async () => {
    await source.fill(usualShape, smallRows())
    await source.execute(`
      alter table "Shift" rename to shift_rows;
      create function lose() returns boolean language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return true; end $$;
      create view "Shift" as select * from shift_rows where lose()`)
    await expect(run()).rejects.toThrow(/^The source of the import failed: /)
    expect(await rowsOf('select from worker')).toEqual([])
  })

  test('that lacks tables or columns is refused with what it has', async () => {
    await source.fill(usualShape, smallRows())
    await source.execute(
      'alter table "Shift" rename to "Vacancies"; alter table "Vacancies" rename start to begin',
    )
    await expect(run()).rejects.toThrow(
      /^The source has no table for shift\.\nIts tables are .*public\.Vacancies.*\. Name one with --map/,
    )
    await expect(run({ map: ['shift=Vacancies'] })).rejects.toThrow(
      /^There is no column for shift\.starts_at: public\.Vacancies has the columns id, begin, .* Name it with --map shift\.starts_at=COLUMN\.$/,
    )
    const { tables } = await run({ map: ['shift=public.Vacancies', 'shift.starts_at=begin'] })
    expect(tables.at(-1)).toMatchObject({ source: 'Vacancies', written: 1 })
  })
})

test('an unknown time zone is refused before anything is copied', async () => {
  await source.fill(usualShape, smallRows())
  await expect(run({ timeZone: 'Mars/Olympus' })).rejects.toThrow(
    '--time-zone: PostgreSQL does not know Mars/Olympus. Use a name such as America/New_York.',
  )
  await expect(run({ sourceTimeZone: '+05:00' })).rejects.toThrow(/^--source-time-zone: /)
})

describe('the command', () => {
  async function output(...args: string[]): Promise<string> {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {})
    try {
      await runImportCommand({ url: ownerUrl, appUrl: url, args: ['--from', source.url, ...args] })
      return log.mock.calls.flat().join('\n')
    } finally {
      log.mockRestore()
    }
  }

  test('prints the mapping, the counts, and the workers who hold every document', async () => {
    await source.fill(shapes[1] ?? usualShape, smallRows(), ['Facility.time_zone'])
    await source.execute('alter table "Worker" add email text')
    const text = await output()
    expect(text).toContain(
      'worker=public.Worker\n  id=id, name=name, profession=profession, is_active=isActive',
    )
    expect(text).toContain('  not in the source: home_latitude, home_longitude\n  not copied: email')
    expect(text).toContain(
      'start and end have no time zone: they are read as times of UTC (--source-time-zone).',
    )
    expect(text).toContain('Facilities have no time zone: all get UTC (--time-zone).')
    expect(text).toContain('WARNING: facilities without a time zone in the source: 1. ')
    expect(text).toMatch(/ s {2}read 1 rows of Shift\n/)
    expect(text).toMatch(/\n +read +written +folded +rejected\n {2}Worker +1 +1 +0 +0\n/)
    const [total] = await countEligibleShiftsByDay(db, { workerId: 7 })
    expect(total).toMatchObject({ shifts: 1 })
    expect(text).toMatch(
      /The workers who hold every document:\n {2}7 {2}Ada Reyes, RN: 1 open shifts, \d of them from now on$/,
    )
  })

  test('runs as the README says', async () => {
    const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
    const [, line = ''] = /^npx -y pnpm run import --from \S+ (.*)$/m.exec(readme) ?? []
    expect(line).toBe('--time-zone America/Chicago --rejects rejects.ndjson')
    await source.fill(usualShape, smallRows())
    await output(...line.replace('rejects.ndjson', rejectsFile).split(' '))
    expect(await rowsOf('select time_zone from facility')).toEqual([{ time_zone: 'America/Chicago' }])
  })

  test.each([
    [['--from', 'mysql://localhost/staffing'], /^--from must be a PostgreSQL URL/],
    [[], /^--from .*\nUsage: pnpm run import --from URL/],
    [['--follow'], /^Unknown option '--follow'/],
  ])('refuses the arguments %j', async (args, message) => {
    await expect(runImportCommand({ url: ownerUrl, args })).rejects.toThrow(message)
  })

  test.each([
    ['shift', 'write OURS=THEIRS'],
    ['shift.begin=begin', 'there is no shift.begin'],
    ['shift=', 'write OURS=THEIRS'],
  ])('refuses --map %s', async (map, message) => {
    await expect(output('--map', map)).rejects.toThrow(message)
  })
})
