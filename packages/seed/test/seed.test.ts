import { TransactionRollbackError } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { findDeterministicWorkers, type Database } from '@shifts/db'
import { checksum } from '../src/checksum.ts'
import { DatabaseNotEmptyError, isEmpty, seed, type SeedOptions } from '../src/index.ts'
import { tableNames } from '@shifts/db/load'
import { createTestDatabase, makeDocument, makeFacility, makeWorker, useTestDatabase } from '@shifts/testing'

const tiny = { preset: 'tiny', seed: 1, anchor: '2026-12-01' } satisfies SeedOptions

describe('the same preset, size, seed and anchor day', async () => {
  const first = await seededForAll(tiny)

  test('give the rows that they have always given', () => {
    expect(first.checksum).toBe('2eeaa8eb35f168ba')
  })

  test('give the same rows whatever the time zone, the parallelism and the plans of the session', async () => {
    const forcedParallel = [
      'min_parallel_table_scan_size=0',
      'parallel_setup_cost=0',
      'parallel_tuple_cost=0',
    ]
    const settings = ['timezone=Pacific/Apia', 'datestyle=German', 'enable_hashjoin=off', ...forcedParallel]
    const second = await seeded(tiny, settings)
    expect(second.checksum).toBe(first.checksum)
    expect(await allRows(second.db)).toEqual(await allRows(first.db))
  })

  test('and only they: another seed, day or size gives other rows', async () => {
    for (const change of [{ seed: 2 }, { anchor: '2026-12-02' }, { shifts: 599 }]) {
      expect((await seeded({ ...tiny, ...change })).checksum).not.toBe(first.checksum)
    }
  })
})

describe('the checksum', async () => {
  const { db, checksum: before } = await seededForAll(tiny)

  test.each([
    ['a name', `update worker set name = name || '.' where id = 1`],
    [
      'a profession',
      `update worker set profession = 'RN' where id = (select min(id) from worker where profession = 'CNA')`,
    ],
    [
      'a requirement',
      `delete from facility_requirement where ctid = (select min(ctid) from facility_requirement)`,
    ],
    [
      'a document that changes hands',
      `update document_worker set worker_id = 40 where worker_id = 41 and document_id = 10`,
    ],
    ['a microsecond', `update shift set ends_at = ends_at + interval '1 microsecond' where id = 300`],
    [
      'a claim',
      `update shift set claimed_at = starts_at where id = (select min(id) from shift where worker_id = 41)`,
    ],
    [
      'a shift more',
      `insert into shift (facility_id, profession, starts_at, ends_at) values (1, 'RN', '2026-12-01 07:00Z', '2026-12-01 15:00Z')`,
    ],
    [
      'values that two rows exchange',
      `update shift s set starts_at = o.starts_at, ends_at = o.ends_at from shift o where s.id + o.id = 601 and s.id in (1, 600)`,
    ],
  ])('shows %s', async (_, change) => {
    await rolledBack(db, async (transaction) => {
      expect((await transaction.execute(change)).rowCount).toBeGreaterThan(0)
      expect(await checksum(transaction)).not.toBe(before)
    })
    expect(await checksum(db)).toBe(before)
  })

  test('does not depend on the order in which rows are stored', async () => {
    await rolledBack(db, async (transaction) => {
      await transaction.execute(`update shift set is_deleted = is_deleted where id % 3 = 0`)
      expect(await checksum(transaction)).toBe(before)
    })
  })
})

describe('a database that holds rows', () => {
  test('is refused and left alone', async () => {
    const { ownerUrl: url, db } = await testDatabase()
    expect(await isEmpty(url)).toBe(true)
    await makeDocument(db, { name: 'Mine' })
    expect(await isEmpty(url)).toBe(false)

    const before = await allRows(db)
    await expect(seed(url, tiny)).rejects.toThrow(DatabaseNotEmptyError)
    await expect(seed(url, tiny)).rejects.toThrow('--reset')
    expect(await allRows(db)).toEqual(before)
  })

  test('is seeded from nothing with reset', async () => {
    const { url, db, checksum: sum } = await seeded({ ...tiny, seed: 7 })
    await makeWorker(db)
    expect((await seed(url, { ...tiny, seed: 7, reset: true })).checksum).toBe(sum)
  })

  test('has no deterministic workers unless it was seeded', async () => {
    const { db } = await testDatabase()
    await makeWorker(db)
    expect(await findDeterministicWorkers(db)).toEqual([])
  })
})

describe('after seeding', async () => {
  const { ownerUrl: url, db } = await useTestDatabase()
  const before = await definitions(db)
  const { deterministicWorkers } = await seed(url, tiny)

  test('every index and constraint is there as before', async () => {
    expect(before.length).toBeGreaterThan(20)
    expect(await definitions(db)).toEqual(before)
  })

  test('new rows get ids that follow the highest', async () => {
    expect((await makeWorker(db)).id).toBe(44)
    expect((await makeFacility(db)).id).toBe(13)
  })

  test('what each facility requires is kept beside it', async () => {
    const kept = await rows(db, 'select id, required_document_ids as ids from facility order by id')
    expect(kept).toEqual(
      await rows(
        db,
        `select facility.id, coalesce(array_agg(document_id order by document_id) filter (where document_id is not null), '{}') as ids
         from facility left join facility_requirement on facility_id = facility.id group by facility.id order by facility.id`,
      ),
    )
    expect(kept.some(({ ids }) => Array.isArray(ids) && ids.length > 1)).toBe(true)
  })

  test('index-only scans have nothing to look up in the table', async () => {
    const [shift] = await rows(
      db,
      `select relpages, relallvisible from pg_class where oid = 'shift'::regclass`,
    )
    expect(shift?.relallvisible).toBe(shift?.relpages)
  })

  test('the deterministic workers are known, one a profession, active, with every document and some shifts', async () => {
    expect(deterministicWorkers).toEqual([
      { id: 41, name: 'Carmen Nadia Alvarez', profession: 'CNA' },
      { id: 42, name: 'Luis Victor Nguyen', profession: 'LVN' },
      { id: 43, name: 'Rosa Novak', profession: 'RN' },
    ])
    expect(await findDeterministicWorkers(db)).toEqual(deterministicWorkers)
    const held = await rows(
      db,
      `select
        w.is_active,
        (select count(*)::int from document_worker d where d.worker_id = w.id) as documents,
        (select count(*) between 5 and 30 from shift s where s.worker_id = w.id) as has_shifts
      from worker w
      where w.id between 41 and 43`,
    )
    expect(held).toEqual(Array(3).fill({ is_active: true, documents: 10, has_shifts: true }))
  })
})

describe('marketplace', async () => {
  const { db, deterministicWorkers } = await seededForAll({ ...tiny, preset: 'marketplace', shifts: 5_000 })

  test('keeps its facilities and workers when there are fewer shifts', async () => {
    expect(await rows(db, countOf('facility', 'worker', 'document', 'shift'))).toEqual([
      { facility: 2_000, worker: 20_003, document: 40, shift: 5_000 },
    ])
    expect(deterministicWorkers.map((worker) => worker.id)).toEqual([20_001, 20_002, 20_003])
  })

  test('names every facility differently', async () => {
    expect(await rows(db, `select count(distinct name)::int as names from facility`)).toEqual([
      { names: 2_000 },
    ])
  })

  test('deactivates one facility in ten, and a few workers and documents', async () => {
    const inactive = (table: string) => `(select count(*)::int from ${table} where not is_active) as ${table}`
    expect(await rows(db, `select ${['facility', 'worker', 'document'].map(inactive).join(', ')}`)).toEqual([
      { facility: 200, worker: 600, document: 2 },
    ])
  })

  test('has facilities that require nothing and workers who hold nothing, but not many', async () => {
    const shares = await rows(
      db,
      `select
        (select avg((not exists (select from facility_requirement r where r.facility_id = f.id))::int)
          from facility f)::float as facilities,
        (select avg((not exists (select from document_worker d where d.worker_id = w.id))::int)
          from worker w)::float as workers`,
    )
    expect(shares).toEqual([{ facilities: expect.closeTo(0.02, 2), workers: expect.closeTo(0.03, 2) }])
  })

  test('lets a typical worker work at a few to a few dozen per cent of the facilities', async () => {
    const [percentiles] = await rows(
      db,
      `select
        percentile_cont(0.25) within group (order by e.share) as low,
        percentile_cont(0.5) within group (order by e.share) as middle,
        percentile_cont(0.9) within group (order by e.share) as high
      from worker w
      cross join lateral (
        select avg((f.is_active and not exists (
          select from facility_requirement r
          where r.facility_id = f.id
            and not exists (
              select from document_worker d where d.worker_id = w.id and d.document_id = r.document_id
            )
        ))::int)::float as share
        from facility f
      ) e
      where w.id % 400 = 0`,
    )
    expect(percentiles?.low).toBeGreaterThan(0.02)
    expect(percentiles?.middle).toBeGreaterThan(0.04)
    expect(percentiles?.high).toBeLessThan(0.36)
  })

  test('has its facilities, and the homes of all workers, in or near a city of the facility’s state', async () => {
    const places = await rows(
      db,
      `select
        count(*)::int as facilities,
        count(distinct (city, state, time_zone))::int as cities,
        (max(latitude) - min(latitude) < 0.101 and max(longitude) - min(longitude) < 0.121) as is_close
      from facility
      where city = 'Chicago' and state = 'IL' and name like '%, Chicago'
        and latitude between 41.82 and 41.93 and longitude between -87.70 and -87.56`,
    )
    expect(places).toEqual([{ facilities: expect.any(Number), cities: 1, is_close: true }])
    expect(Number(places[0]?.facilities)).toBeGreaterThan(20)
    const missing = await rows(
      db,
      `select
        (select count(*)::int from facility where latitude is null or city is null or state is null) as facilities,
        (select count(*)::int from worker where home_latitude is null) as homes,
        (select count(*)::int from worker where not exists (
          select from facility where abs(latitude - home_latitude) < 0.2 and abs(longitude - home_longitude) < 0.2
        )) as remote`,
    )
    expect(missing).toEqual([{ facilities: 0, homes: 0, remote: 0 }])
  })

  test('lets a typical worker work at a handful of facilities or more within 25 miles of home', async () => {
    // With 2,000,000 shifts each of them has one or two claimable shifts of a profession in the first week, and more later.
    const [percentiles] = await rows(
      db,
      `select
        percentile_cont(0.25) within group (order by e.near) as low,
        percentile_cont(0.5) within group (order by e.near) as middle,
        percentile_cont(0.75) within group (order by e.near) as high
      from worker w
      cross join lateral (
        select
          count(*) as eligible,
          -- A degree of latitude is 69 miles long.
          count(*) filter (where 69 * sqrt(power(f.latitude - w.home_latitude, 2)
            + power((f.longitude - w.home_longitude) * cosd(w.home_latitude), 2)) <= 25) as near
        from facility f
        where f.is_active
          and f.required_document_ids <@ array(select document_id from document_worker d where d.worker_id = w.id)
      ) e
      where w.id % 100 = 0 and e.eligible between 60 and 700`,
    )
    expect(percentiles?.low).toBeGreaterThan(2)
    expect(percentiles?.middle).toBeGreaterThan(5)
    expect(percentiles?.high).toBeLessThan(40)
  })

  test('has past shifts mostly claimed, future ones about half, a few per cent deleted', async () => {
    const shares = await rows(
      db,
      `select
        avg((worker_id is not null)::int) filter (where starts_at < '2026-12-01')::float as past,
        avg((worker_id is not null)::int) filter (where starts_at > '2026-12-02')::float as future,
        avg(is_deleted::int)::float as deleted
      from shift`,
    )
    expect(shares).toEqual([
      { past: expect.closeTo(0.9, 1), future: expect.closeTo(0.5, 1), deleted: expect.closeTo(0.04, 1) },
    ])
  })

  test('spreads the shifts from 275 days before the anchor to 90 days after it', async () => {
    const local = `(s.starts_at at time zone f.time_zone)::date - date '2026-12-01'`
    expect(
      await rows(
        db,
        `select min(${local}), max(${local}), count(distinct ${local})::int as days
        from shift s
        join facility f on f.id = s.facility_id`,
      ),
    ).toEqual([{ min: -275, max: 89, days: 365 }])
  })

  test('gives a shift only to workers of its profession, as an assignment that came with the data', async () => {
    expect(
      await rows(
        db,
        `select distinct w.profession = s.profession as matches, s.claimed_at
        from shift s
        join worker w on w.id = s.worker_id`,
      ),
    ).toEqual([{ matches: true, claimed_at: null }])
  })

  test('starts shifts by the clock on the wall, before and after it changes, and ends some the day after', async () => {
    const clock = await rows(
      db,
      `select
        f.time_zone,
        (s.starts_at at time zone f.time_zone)::time::text as start,
        (s.ends_at at time zone f.time_zone)::time::text as "end",
        count(distinct s.starts_at at time zone f.time_zone - s.starts_at at time zone 'UTC')::int as offsets
      from shift s
      join facility f on f.id = s.facility_id
      where f.time_zone in ('America/New_York', 'America/Phoenix')
      group by 1, 2, 3
      order by 1, 2, 3`,
    )
    const expected = (timeZone: string, offsets: number) =>
      [
        ['06:30:00', '18:30:00'],
        ['06:45:00', '14:45:00'],
        ['07:00:00', '15:00:00'],
        ['07:00:00', '19:00:00'],
        ['14:45:00', '22:45:00'],
        ['15:00:00', '23:00:00'],
        ['18:30:00', '06:30:00'],
        ['19:00:00', '07:00:00'],
        ['22:45:00', '06:45:00'],
        ['23:00:00', '07:00:00'],
      ].map(([start, end]) => ({ time_zone: timeZone, start, end, offsets }))
    expect(clock).toEqual([...expected('America/New_York', 2), ...expected('America/Phoenix', 1)])
  })
})

describe('challenge', async () => {
  const { db, deterministicWorkers } = await seededForAll({ ...tiny, preset: 'challenge', shifts: 20_000 })

  test('has ten facilities and documents, a hundred workers and the deterministic ones', async () => {
    expect(await rows(db, countOf('facility', 'worker', 'document'))).toEqual([
      { facility: 10, worker: 103, document: 10 },
    ])
    expect(deterministicWorkers.map(({ id, profession }) => [id, profession])).toEqual([
      [101, 'CNA'],
      [102, 'LVN'],
      [103, 'RN'],
    ])
  })

  test('has shifts of five hours from 5, 13 and 20 o’clock UTC over five years from the anchor', async () => {
    expect(
      await rows(
        db,
        `select
          array_agg(distinct to_char(starts_at at time zone 'UTC', 'HH24:MI')) as starts,
          array_agg(distinct (ends_at - starts_at)::text) as lengths,
          to_char(min(starts_at) at time zone 'UTC', 'YYYY-MM-DD') as first,
          to_char(max(starts_at) at time zone 'UTC', 'YYYY-MM-DD') as last
        from shift`,
      ),
    ).toEqual([
      { starts: ['05:00', '13:00', '20:00'], lengths: ['05:00:00'], first: '2026-12-01', last: '2031-11-30' },
    ])
  })

  test('knows of no place and no home, as other data that is posed this way', async () => {
    expect(
      await rows(
        db,
        `select count(city)::int + count(state)::int + count(latitude)::int as places,
          (select count(home_latitude)::int from worker) as homes
        from facility`,
      ),
    ).toEqual([{ places: 0, homes: 0 }])
  })

  test('leaves each deterministic worker a twentieth of the shifts', async () => {
    const eligible = await rows(
      db,
      `select s.profession, (count(*) / 20000.0)::float as share
      from shift s
      join facility f on f.id = s.facility_id
      where f.is_active and not s.is_deleted and s.worker_id is null
      group by s.profession`,
    )
    expect(eligible.map((row) => row.share)).toEqual(Array(3).fill(expect.closeTo(0.05, 2)))
  })
})

async function testDatabase() {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  return database
}

async function seeded(options: SeedOptions, settings: string[] = []) {
  const { ownerUrl: url, db } = await testDatabase()
  return { url, db, ...(await seed(withSettings(url, settings), options)) }
}

async function seededForAll(options: SeedOptions) {
  const { ownerUrl: url, db } = await useTestDatabase()
  return { url, db, ...(await seed(url, options)) }
}

function withSettings(url: string, settings: string[]): string {
  const changed = new URL(url)
  changed.searchParams.set('options', settings.map((setting) => `-c ${setting}`).join(' '))
  return changed.href
}

async function rows(db: Database<'primary'>, query: string) {
  return (await db.execute(query)).rows
}

async function allRows(db: Database<'primary'>) {
  const tables = tableNames.map(
    (table) => `(select jsonb_agg(t order by to_jsonb(t)) from ${table} t) as ${table}`,
  )
  return rows(db, `select ${tables.join(', ')}`)
}

const countOf = (...tables: string[]) =>
  `select ${tables.map((table) => `(select count(*)::int from ${table}) as ${table}`).join(', ')}`

/** What the catalog knows of the tables' indexes and constraints. */
async function definitions(db: Database<'primary'>) {
  const tables = tableNames.map((table) => `'${table}'::regclass`).join(', ')
  return rows(
    db,
    `select c.conname as name, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c
    where c.conrelid in (${tables})
    union all
    select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
    from pg_index i
    where i.indrelid in (${tables}) and i.indisvalid
    order by 1, 2`,
  )
}

type Transaction = Parameters<Parameters<Database<'primary'>['transaction']>[0]>[0]

async function rolledBack(
  db: Database<'primary'>,
  work: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  try {
    await db.transaction(async (transaction) => {
      await work(transaction)
      transaction.rollback()
    })
  } catch (error) {
    if (!(error instanceof TransactionRollbackError)) throw error
  }
}
