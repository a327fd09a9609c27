import { randomUUID } from 'node:crypto'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { is } from 'drizzle-orm'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { claimShift, connect, isOwner, releaseShift, streamEligibleShifts } from '../src/index.ts'
import { ensureDatabase, otherDatabase, withClient } from '../src/client/withClient.ts'
import { migrate } from '../src/migrate/migrate.ts'
import { appRole } from '../src/migrate/roles.ts'
import * as schema from '../src/schema.ts'
import { makeWorkerWithShift, servedConnection, useTestDatabase } from '@shifts/testing'

const { db, url, ownerUrl } = await useTestDatabase()
const app = servedConnection(db)?.db ?? db
const workerWithShift = await makeWorkerWithShift(db)
const tables = Object.values(schema).flatMap((each) => (is(each, PgTable) ? [getTableConfig(each).name] : []))

const denied = { cause: { code: '42501' } }

describe('the role of hosts', () => {
  test('is a separate role, neither superuser nor owner', async () => {
    const { rows } = await app.execute(
      `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = current_user`,
    )
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolbypassrls: false,
      },
    ])
    expect(await isOwner(app)).toBe(false)
    expect(await isOwner(db)).toBe(true)
  })

  test('may claim and release', async () => {
    const input = {
      workerId: workerWithShift.id,
      shiftId: workerWithShift.shiftId,
      principal: 'test',
      requestId: 'test',
    }
    expect(await claimShift(app, input)).toMatchObject({ id: workerWithShift.shiftId })
    expect(await releaseShift(app, input)).toMatchObject({ id: workerWithShift.shiftId, claimedAt: null })
  })

  test.each([
    'update claim_event set worker_id = 1',
    'delete from claim_event',
    'truncate claim_event',
    'alter table claim_event disable trigger claim_event_is_append_only',
    'drop trigger claim_event_is_append_only on claim_event',
    `set session_replication_role = replica`,
  ])('may not change the history of claims: %s', async (statement) => {
    await expect(app.execute(statement)).rejects.toMatchObject(denied)
  })

  test.each([
    'update shift set starts_at = starts_at',
    'update shift set is_deleted = true',
    'delete from shift',
    'create table new_table ()',
    'create schema new_schema',
    `create function new_function() returns int language sql as 'select 1'`,
    'create role new_role',
    `alter role ${appRole} superuser`,
    `select notify_change('shiftIds', array[1])`,
    'delete from drizzle.__drizzle_migrations',
    'do $$ begin lock table shift in access exclusive mode; end $$',
  ])('may do nothing else: %s', async (statement) => {
    await expect(app.execute(statement)).rejects.toMatchObject(denied)
  })

  // Hosts maintain the lists of sessions.
  test.each(tables.filter((table) => !table.endsWith('_session')))(
    'may not otherwise write or truncate the table %s',
    async (table) => {
      const { rows } = await app.execute<{ right: string }>(
        `select "right" from unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) "right"
       where has_table_privilege('public.${table}', "right")`,
      )
      expect(rows).toEqual([])
    },
  )
})

describe('other roles', () => {
  test('may not create tables', async () => {
    const { rows } = await db.execute(`select has_schema_privilege('public', 'public', 'create') as may`)
    expect(rows).toEqual([{ may: false }])
  })

  const functionsOfSchema = `
    select proname, prosecdef, proconfig, has_function_privilege('public', oid, 'execute') as for_all
    from pg_proc where pronamespace = 'public'::regnamespace and not exists (
      select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e'
    )`

  test('may not execute our functions, each of which sets its search_path', async () => {
    const { rows } = await db.execute<{ proname: string }>(functionsOfSchema)
    expect(rows.length).toBeGreaterThan(10)
    for (const { proname, ...found } of rows)
      expect({ proname, ...found }).toMatchObject({
        proname,
        for_all: false,
        proconfig: expect.arrayContaining(['search_path=pg_catalog, pg_temp']),
      })
  })
})

describe('a role that may only write facilities', () => {
  const role = `writer_${randomUUID()}`

  /** Runs the statements as the role, under an empty search_path, and undoes them. */
  async function writeAs(...statements: string[]): Promise<void> {
    await withClient(ownerUrl, async (client) => {
      await client.query('begin')
      await client.query(`create role "${role}"`)
      await client.query(`grant usage on schema public to "${role}"`)
      await client.query(`grant select, insert, update on facility to "${role}"`)
      await client.query(`set local role "${role}"`)
      await client.query(`set local search_path = ''`)
      for (const statement of statements) await client.query(statement)
    })
  }

  test('needs no right on the functions that validate them', async () => {
    await writeAs(
      `insert into public.facility (name, time_zone) values ('Clinic', 'America/Chicago')`,
      `update public.facility set name = 'Hospital', time_zone = 'Europe/Paris' where name = 'Clinic'`,
    )
  })

  test.each([
    `insert into public.facility (name, time_zone) values ('Clinic', 'Mars/Olympus')`,
    `update public.facility set time_zone = 'Mars/Olympus'`,
  ])('cannot write an unknown time zone: %s', async (statement) => {
    const refused = { code: '23514', constraint: 'facility_time_zone_is_known' }
    await expect(writeAs(statement)).rejects.toMatchObject(refused)
  })
})

describe('migrating', () => {
  test('grants the rights again, and no others', async () => {
    await db.execute(`grant delete on worker to ${appRole}; revoke select on shift from ${appRole}`)
    await migrate(ownerUrl)
    const { rows } = await app.execute(`
      select has_table_privilege('worker', 'delete') as delete, has_table_privilege('shift', 'select') as read`)
    expect(rows).toEqual([{ delete: false, read: true }])
  })

  test('as the hosts’ role is no error if there is nothing to do', async () => {
    await expect(migrate(url)).resolves.toBeUndefined()
  })

  test('creates the hosts’ role if it is missing, also for many databases at once', async () => {
    const name = `app_${randomUUID()}`
    onTestFinished(() =>
      withClient(inject('testServerUrl'), async (client) => {
        await client.query(`drop role "${name}"`)
      }),
    )
    const databases = await Promise.all([emptyDatabase(), emptyDatabase(), emptyDatabase()])
    const appUrls = databases.map((each) => withUser(each, name, 'a pass/word'))
    const notices: string[] = []
    await Promise.all(
      databases.map((each, n) =>
        migrate(each, { appUrl: appUrls[n], onNotice: (sentence) => notices.push(sentence) }),
      ),
    )
    expect(notices).toEqual([])
    for (const appUrl of appUrls) {
      const { db: served, close } = connect(appUrl)
      expect((await served.execute('select from shift')).rows).toEqual([])
      await close()
    }
  })

  test('by a role that may not create roles says what to do, and hosts work as before', async () => {
    const database = await emptyDatabase()
    const owner = await restrictedOwner(database)
    const notices: string[] = []
    const onNotice = (sentence: string) => notices.push(sentence)
    await migrate(owner, { appUrl: withUser(database, `app_${randomUUID()}`, 'x'), onNotice })
    expect(notices).toEqual([expect.stringContaining(`create role`)])
    const { db: served, close } = connect(owner)
    expect((await served.execute('select from shift')).rows).toEqual([])
    await close()
  })
})

describe('the timeouts of the hosts’ role', () => {
  const names = ['lock_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout']
  const shown = (appUrl: string) =>
    withClient(appUrl, async (client) => {
      const { rows } = await client.query<{ name: string; setting: string }>(
        'select name, setting from pg_settings where name = any ($1)',
        [names],
      )
      return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
    })
  const { pathname } = new URL(ownerUrl)
  const role = `role ${new URL(url).username} in database ${pathname.slice(1)}`

  test('are set by migrating, in that database only, and not for its owner', async () => {
    const defaults = await shown(ownerUrl)
    await migrate(ownerUrl, { appUrl: url })
    expect(await shown(url)).toEqual({
      lock_timeout: '1500',
      idle_in_transaction_session_timeout: '5000',
      transaction_timeout: '10000',
    })
    expect(await shown(ownerUrl)).toEqual(defaults)
    expect(await shown(otherDatabase(url, 'postgres'))).toEqual(defaults)
  })

  test('are set again if they were changed', async () => {
    await db.execute(`alter ${role} set lock_timeout = 0`)
    await migrate(ownerUrl, { appUrl: url })
    expect(await shown(url)).toMatchObject({ lock_timeout: '1500' })
  })

  test('do not end an export that takes longer', async () => {
    await db.execute(`alter ${role} set transaction_timeout = '300ms'`)
    await db.execute(`alter ${role} set idle_in_transaction_session_timeout = '300ms'`)
    const { db: served, close } = connect(url, { applicationName: 'slow export' })
    onTestFinished(close)
    let shifts = 0
    for await (const batch of streamEligibleShifts(served, { workerId: workerWithShift.id })) {
      shifts += batch.length
      await expect
        .poll(async () => {
          const { rows } = await db.execute<{ is_late: boolean }>(`
            select clock_timestamp() - xact_start > '500ms' as is_late from pg_stat_activity
            where datname = current_database() and application_name = 'slow export'`)
          return rows
        })
        .toEqual([{ is_late: true }])
    }
    expect(shifts).toBe(1)
  })

  test('that the owner may not set are in a notice', async () => {
    const database = await emptyDatabase()
    const owner = await restrictedOwner(database)
    const notices: string[] = []
    const onNotice = (sentence: string) => notices.push(sentence)
    const { username, password } = new URL(url)
    const appUrl = withUser(database, username, password)
    await migrate(owner, { appUrl, onNotice })
    expect(notices).toEqual([expect.stringContaining(`Have a superuser run: alter role "${username}"`)])
    const [, statements = ''] = /Have a superuser run: (.*)/.exec(notices[0] ?? '') ?? []
    await withClient(database, (client) => client.query(statements))
    expect(await shown(appUrl)).toMatchObject({ lock_timeout: '1500', transaction_timeout: '10000' })
    await migrate(owner, { appUrl, onNotice })
    expect(notices).toHaveLength(1)
  })
})

async function emptyDatabase(): Promise<string> {
  const name = `empty_${randomUUID().replaceAll('-', '')}`
  const url = otherDatabase(inject('testServerUrl'), name)
  await ensureDatabase(url)
  onTestFinished(() =>
    withClient(inject('testServerUrl'), async (client) => {
      await client.query(`drop database ${name} with (force)`)
    }),
  )
  return url
}

/** Makes a new role, which may not create roles, the owner of the database. Returns the URL with which it connects. */
async function restrictedOwner(database: string): Promise<string> {
  const name = `owner_${randomUUID()}`
  const server = inject('testServerUrl')
  await withClient(server, async (client) => {
    await client.query(`create role "${name}" login password 'secret'`)
    await client.query(`alter database ${new URL(database).pathname.slice(1)} owner to "${name}"`)
  })
  onTestFinished(async () => {
    await withClient(database, (client) => client.query(`reassign owned by "${name}" to current_user`))
    await withClient(database, (client) => client.query(`drop owned by "${name}"`))
    await withClient(server, (client) => client.query(`drop role "${name}"`).then(() => {}))
  })
  return withUser(database, name, 'secret')
}

const withUser = (url: string, user: string, password: string): string =>
  Object.assign(new URL(url), { username: user, password: encodeURIComponent(password) }).href
