import { connect } from '@shifts/db'
import { makeFacility, makeShift, makeWorker, startPgBouncer, useTestDatabase } from '@shifts/testing'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createApi } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

// Runs only where the others run behind PgBouncer: TEST_PGBOUNCER=true.

const { db, url } = await useTestDatabase()
const { id: workerId } = await makeWorker(db)
const { id: facilityId } = await makeFacility(db)
await makeShift(db, { facilityId, startsAt: '2026-12-01T14:00:00Z' })
const question = callTo('shift.listEligible', workerId)

/** Another PgBouncer, and a way to take PostgreSQL away from behind it. */
async function setUp(settings: Record<string, string | number> = {}) {
  const server = await startDatabaseProxy(inject('testServerUrl'))
  const pgBouncer = await startPgBouncer({ serverUrl: server.url, folder: inject('testFolder'), settings })
  const here = new URL(url)
  here.port = new URL(pgBouncer.url).port
  const connection = connect(here.href)
  onTestFinished(async () => {
    await connection.close()
    await pgBouncer.stop()
    await server.stop()
  })
  const log = createLogRecorder()
  const api = createApi(connection.db, { logger: log.logger })
  const ask = () => api.ask(question, serviceToken)
  return { server, url: here.href, db: connection.db, ask, log }
}

const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 }

test('hosts share few connections, and ask everything of any of them', async () => {
  const hosts = Array.from({ length: 8 }, () => connect(url))
  onTestFinished(() => Promise.all(hosts.map(({ close }) => close())).then(() => {}))
  const questions = everyCall(workerId).filter(({ type }) => type === 'query')
  for (let round = 0; round < 5; round++) {
    const apis = hosts.map(({ db }) => createApi(db))
    const asked = apis.flatMap((api) => questions.map((question) => api.ask(question, serviceToken)))
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ status: 200 })
  }
  const { rows } = await db.execute<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and usename <> current_user`,
  )
  expect(rows[0]?.count).toBeLessThan(hosts.length)
})

test('instants are told in UTC, whatever the zone of the connections', async () => {
  const { rows } = await db.execute('show timezone')
  expect(rows).toEqual([{ TimeZone: 'America/St_Johns' }])
  const { body } = await createApi(db).ask(question, serviceToken)
  expect(body).toMatchObject({
    result: { data: { shifts: [{ startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-01T22:00:00Z' }] } },
  })
})

test('a statement is ended by the timeout that PgBouncer sets', async () => {
  const { rows } = await db.execute('show statement_timeout')
  expect(rows).toEqual([{ statement_timeout: '1800ms' }])
})

test('a PostgreSQL that goes away behind it is unavailable, and in use again when it is back', async () => {
  const { server, ask } = await setUp()
  expect(await ask()).toMatchObject({ status: 200 })
  await server.stop()
  for (let time = 0; time < 3; time++) expect(failureOf(await ask())).toMatchObject(unavailable)
  await server.resume()
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200)
})

test('a PostgreSQL that hangs behind it is unavailable, and in use again when it answers', async () => {
  const { server, ask } = await setUp()
  expect(await ask()).toMatchObject({ status: 200 })
  server.hang()
  expect(failureOf(await ask())).toMatchObject(unavailable)
  await server.resume()
  await expect.poll(async () => (await ask()).status, { timeout: 10_000 }).toBe(200)
})

test('a PgBouncer that takes no more clients is unavailable', async () => {
  const { url, ask, log } = await setUp({ max_client_conn: 1 })
  const other = connect(url)
  onTestFinished(() => other.close())
  await other.db.execute('select 1')
  expect(failureOf(await ask())).toMatchObject(unavailable)
  expect(JSON.stringify(log.lines)).toContain('no more connections allowed')
})

test('a PgBouncer that has no connection free in time is unavailable', async () => {
  const { db, ask, log } = await setUp({ default_pool_size: 1, query_wait_timeout: 1 })
  const holder = await db.$client.connect()
  await holder.query('begin')
  expect(failureOf(await ask())).toMatchObject(unavailable)
  expect(JSON.stringify(log.lines)).toContain('query_wait_timeout')
  await holder.query('commit')
  holder.release()
  expect(await ask()).toMatchObject({ status: 200 })
})
