import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator'
import { describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { migrate } from '../src/migrate/migrate.ts'
import { MigrationError } from '../src/migrate/migrationError.ts'
import { facility } from '../src/schema.ts'
import { clockZone } from '../src/facilities/clockZone.ts'
import { countEligibleShiftsByDay, listEligibleShifts, type ShiftSelection } from '../src/index.ts'
import { makeFacility, makeShift, makeWorker, useTestDatabase, type TestDatabase } from '@shifts/testing'

const { db } = await useTestDatabase()

const unknown = [
  'Eastern Standard Time',
  'Mars/Olympus',
  '',
  ' ',
  'PDT',
  '-5',
  'EST5EDT4',
  'UTC+5',
  'Etc/Unknown',
]

describe('a facility', () => {
  test.each(['America/Chicago', 'UTC', 'EST5EDT', 'Etc/GMT+5', 'Asia/Kathmandu', 'US/Eastern'])(
    'may be in the zone %s',
    async (timeZone) => {
      await expect(makeFacility(db, { timeZone })).resolves.toMatchObject({ timeZone })
    },
  )

  test.each(unknown)('cannot be in the zone "%s", which PostgreSQL does not know', async (timeZone) => {
    const refused = { cause: { code: '23514', constraint: 'facility_time_zone_is_known' } }
    await expect(makeFacility(db, { timeZone })).rejects.toMatchObject(refused)
    await expect(db.update(facility).set({ timeZone })).rejects.toMatchObject(refused)
  })

  test('may be in every zone that PostgreSQL lists', async () => {
    const { rows } = await db.execute(
      sql`select name from pg_timezone_names where name !~ '[0-9]' and not is_known_time_zone(name)`,
    )
    expect(rows).toEqual([])
  })

  test('is checked under an empty search_path too, as in a restore', async () => {
    await db.transaction(async (transaction) => {
      await transaction.execute(sql`set local search_path = ''`)
      const { rows } = await transaction.execute(
        sql`select public.is_known_time_zone('America/Chicago') as known, public.is_known_time_zone('Mars') as unknown`,
      )
      expect(rows).toEqual([{ known: true, unknown: false }])
    })
  })

  test('does not change the zone of the session', async () => {
    const { rows } = await db.execute(
      sql`select is_known_time_zone('Asia/Kathmandu'), current_setting('timezone') = (select reset_val from pg_settings where name = 'TimeZone') as same`,
    )
    expect(rows).toEqual([{ is_known_time_zone: true, same: true }])
  })
})

describe('the days of a facility', () => {
  test.each(['CET', 'MET', 'EET', 'WET', 'cet', 'EST5EDT', 'Europe/Paris'])(
    'are those of the zone %s with its daylight saving',
    async (timeZone) => {
      const worker = await makeWorker(db)
      const { id: facilityId } = await makeFacility(db, { timeZone })
      const starts = ['2026-01-14', '2026-07-14'].flatMap((day) =>
        ['03', '04', '05', '20', '21', '22', '23'].map((hour) => `${day}T${hour}:30:00Z`),
      )
      for (const startsAt of starts) await makeShift(db, { facilityId, startsAt })
      const params = { workerId: worker.id, facilityIds: [facilityId], limit: 100 }
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
      const days = starts.map((startsAt) => clock.format(new Date(startsAt)).slice(0, 10))
      const onDay = (day: string) => starts.filter((_, n) => days[n] === day)

      const counted = await countEligibleShiftsByDay(db, {
        ...params,
        from: '2026-01-01T00:00:00Z',
        to: '2027-01-01T00:00:00Z',
      })
      expect(counted.map(({ day, shifts }) => [day, shifts])).toEqual(
        [...new Set(days)].map((day) => [day, onDay(day).length]),
      )

      const list = async (selection: ShiftSelection) => {
        const shifts = await listEligibleShifts(db, { ...params, ...selection })
        return shifts.map(({ startsAt }) => startsAt)
      }
      expect(await list({ fromDay: '2026-07-14', toDay: '2026-07-15' })).toEqual(onDay('2026-07-14'))
      expect(await list({ fromDay: '2026-07-15', toDay: '2026-07-16' })).toEqual(onDay('2026-07-15'))
      expect(await list({ partsOfDay: ['night'] })).toEqual(
        starts.filter((startsAt) =>
          /T(0[0-3]|1[89]|2\d):/.test(clock.format(new Date(startsAt)).replace(' ', 'T')),
        ),
      )
      expect(await list({ weekdays: ['wed'] })).toEqual(
        starts.filter((_, n) => new Date(days[n] ?? '').getUTCDay() === 3),
      )
    },
  )

  test('are those of Node in every zone that both know', async () => {
    const instants = ['2024-01-15T12:00Z', '2024-07-15T12:00Z']
    const { rows } = await db.execute<{ name: string; times: string[] }>(sql`
      select name, array_agg(to_char(at at time zone ${clockZone(sql`name`)}, 'YYYY-MM-DD HH24:MI') order by at) as times
      from pg_timezone_names, unnest(${sql.param(instants)}::timestamptz[]) at
      where name <> 'Factory'
      group by name`)
    const timesInNode = (timeZone: string) => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
      return instants.map((at) => clock.format(new Date(at)))
    }
    const isKnownToNode = ({ name }: { name: string }) => {
      try {
        return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
      } catch {
        return false
      }
    }
    const known = rows.filter(isKnownToNode)
    expect(known.length).toBeGreaterThan(500)
    expect(known).toEqual(known.map(({ name }) => ({ name, times: timesInNode(name) })))
  })
})

const journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** Migrates an empty database up to the migration before the one with that name. */
async function migrateUntil(before: TestDatabase, name: string): Promise<void> {
  await before.db.execute('drop publication open_shifts_changes')
  await before.db.execute('drop schema public, drizzle cascade')
  await before.db.execute('create schema public')
  const folder = await mkdtemp(join(inject('testFolder'), 'migrations-'))
  await cp(fileURLToPath(new URL('../migrations', import.meta.url)), folder, { recursive: true })
  const file = join(folder, 'meta', '_journal.json')
  const content = journal.parse(JSON.parse(await readFile(file, 'utf8')))
  const entries = content.entries.slice(
    0,
    content.entries.findIndex(({ tag }) => tag.endsWith(name)),
  )
  await writeFile(file, JSON.stringify({ ...content, entries }))
  await applyMigrations(before.db, { migrationsFolder: folder })
}

describe('a database with unknown zones, from before they were refused', async () => {
  const before = await useTestDatabase()
  await migrateUntil(before, 'known_time_zones')
  // Not by the factory, whose columns this database does not have yet.
  const { rows } = await before.db.execute<{ id: number }>(`
    insert into facility (name, time_zone)
    values ('Lakeside Clinic', 'America/Chicago'), ('First', 'Eastern Standard Time'), ('Second', 'Eastern Standard Time')
    returning id`)
  const [chicago, ...eastern] = rows
  const sentence =
    `PostgreSQL does not know these time zones: 'Eastern Standard Time' at facility ${eastern.map(({ id }) => id).join(', ')}. ` +
    'Set facility.time_zone to names of the IANA database, such as America/New_York, and migrate again.'

  test('is not migrated, and the error names the facilities', async () => {
    await expect(migrate(before.ownerUrl)).rejects.toThrow(new MigrationError(sentence))
    const cli = fileURLToPath(new URL('../../../scripts/migrate.ts', import.meta.url))
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', cli], {
      env: { ...process.env, DATABASE_URL: before.ownerUrl },
      encoding: 'utf8',
    })
    expect({ status, stderr: stderr.trimEnd() }).toEqual({ status: 1, stderr: sentence })
  })

  test('is migrated once they are corrected', async () => {
    await before.db.execute(`update facility set time_zone = 'America/New_York' where id <> ${chicago?.id}`)
    await expect(migrate(before.ownerUrl)).resolves.toBeUndefined()
  })
})
