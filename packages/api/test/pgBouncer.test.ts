import { connect } from '@shifts/db'
import {
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  startPgBouncer,
  useTestDatabase,
} from '@shifts/testing'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createApi } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

// Runs only if all tests run behind PgBouncer: TEST_PGBOUNCER=true.

const { db, url } = await useTestDatabase()
const { id: workerId } = await makeWorker(db)
const { id: facilityId } = await makeFacility(db)
await makeShift(db, { facilityId, startsAt: '2026-12-01T14:00:00Z' })
await makeDocument(db)
const call = callTo('shift.listEligible', workerId)

/** Another PgBouncer, behind which PostgreSQL can be made unavailable. */
async function setUp(settings: Record<string, string | number> = {}) {
  const server = await startDatabaseProxy(inject('testServerUrl'))
  const pgBouncer = await startPgBouncer({ serverUrl: server.url, folder: inject('testFolder'), settings })
  const address = new URL(url)
  address.port = new URL(pgBouncer.url).port
  const connection = connect(address.href)
  onTestFinished(async () => {
    await connection.close()
    await pgBouncer.stop()
    await server.stop()
  })
  const log = createLogRecorder()
  const api = createApi(connection.db, { logger: log.logger })
  const callApi = () => api.callProcedure(call, serviceToken)
  return { server, url: address.href, db: connection.db, callApi, log }
}

const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE', retryAfterSeconds: 1 }

test('hosts share few connections, and any connection serves any query', async () => {
  // Without names PostgreSQL plans every statement, so that on a busy machine so many at once take longer than the limit.
  const hosts = Array.from({ length: 8 }, () => connect(url, { timeoutMs: 20_000 }))
  onTestFinished(() => Promise.all(hosts.map(({ close }) => close())).then(() => {}))
  const calls = everyCall(workerId).filter(({ type }) => type === 'query')
  for (let round = 0; round < 5; round++) {
    const apis = hosts.map(({ db }) => createApi(db))
    const responses = apis.flatMap((api) => calls.map((call) => api.callProcedure(call, serviceToken)))
    for (const response of await Promise.all(responses)) expect(response).toMatchObject({ status: 200 })
  }
  const { rows } = await db.execute<{ count: number }>(
    `select count(*)::int from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and usename <> current_user`,
  )
  expect(rows[0]?.count).toBeLessThan(hosts.length)
})

test('instants are returned in UTC, whatever the zone of the connections', async () => {
  const { rows } = await db.execute('show timezone')
  expect(rows).toEqual([{ TimeZone: 'America/St_Johns' }])
  const { body } = await createApi(db).callProcedure(call, serviceToken)
  expect(body).toMatchObject({
    result: { data: { shifts: [{ startsAt: '2026-12-01T14:00:00Z', endsAt: '2026-12-01T22:00:00Z' }] } },
  })
})

test('statements have the timeout that PgBouncer sets', async () => {
  const { rows } = await db.execute('show statement_timeout')
  expect(rows).toEqual([{ statement_timeout: '1800ms' }])
})

test('returns 503 during an outage of PostgreSQL behind PgBouncer, and recovers', async () => {
  const { server, callApi } = await setUp()
  expect(await callApi()).toMatchObject({ status: 200 })
  await server.stop()
  for (let time = 0; time < 3; time++) expect(failureOf(await callApi())).toMatchObject(unavailable)
  await server.resume()
  await expect.poll(async () => (await callApi()).status, { timeout: 10_000 }).toBe(200)
})

test('returns 503 while PostgreSQL hangs behind PgBouncer, and recovers', async () => {
  const { server, callApi } = await setUp()
  expect(await callApi()).toMatchObject({ status: 200 })
  server.hang()
  expect(failureOf(await callApi())).toMatchObject(unavailable)
  await server.resume()
  await expect.poll(async () => (await callApi()).status, { timeout: 10_000 }).toBe(200)
})

test('returns 503 if PgBouncer accepts no more clients', async () => {
  const { url, callApi, log } = await setUp({ max_client_conn: 1 })
  const other = connect(url)
  onTestFinished(() => other.close())
  await other.db.execute('select 1')
  expect(failureOf(await callApi())).toMatchObject(unavailable)
  expect(JSON.stringify(log.lines)).toContain('no more connections allowed')
})

test('returns 503 if PgBouncer has no free connection in time', async () => {
  const { db, callApi, log } = await setUp({ default_pool_size: 1, query_wait_timeout: 1 })
  const busyClient = await db.$client.connect()
  await busyClient.query('begin')
  expect(failureOf(await callApi())).toMatchObject(unavailable)
  expect(JSON.stringify(log.lines)).toContain('query_wait_timeout')
  await busyClient.query('commit')
  busyClient.release()
  expect(await callApi()).toMatchObject({ status: 200 })
})
