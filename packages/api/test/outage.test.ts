import { connect, createFeed, type Database, type OnlyServer } from '@shifts/db'
import { makeDocument, makeWorkerWithShift, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createApi } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db, url } = await useTestDatabase()
const worker = await makeWorkerWithShift(db)
await makeDocument(db)
// The feed 1, which a call revokes.
await createFeed(db, { workerId: worker.id, kind: 'claimed', filter: {} })
const calls = everyCall(worker.id, worker.shiftId)

/** A database that can be made unavailable, and its API. */
async function setUp() {
  const proxy = await startDatabaseProxy(url)
  const connection = connect(proxy.url)
  onTestFinished(async () => {
    await proxy.resume()
    await connection.close()
    await proxy.stop()
  })
  return { proxy, callApi: callAll(connection.db) }
}

/** Calls every procedure at once. */
const callAll = (db: Database<OnlyServer>, services = {}) => {
  const api = createApi(db, services)
  return () => Promise.all(calls.map((call) => api.callProcedure(call, serviceToken)))
}

async function expectUnavailable(callApi: ReturnType<typeof callAll>) {
  const responses = await callApi()
  for (const response of responses) {
    expect(failureOf(response)).toEqual({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      message: 'The service cannot answer right now. Try again in a moment.',
      issues: undefined,
      retryAfterSeconds: 1,
    })
  }
  // A failure in an event stream has no status and no headers.
  const retryAfter = responses.map(({ headers }) => headers.get('retry-after'))
  expect(retryAfter).toEqual(calls.map(({ type }) => (type === 'subscription' ? null : '1')))
}

/** On a busy machine, the first connections may not be made in time. */
async function expectAvailable(callApi: ReturnType<typeof callAll>) {
  const statuses = async () => (await callApi()).map(({ status }) => status)
  await expect.poll(statuses, { timeout: 30_000 }).toEqual(calls.map(() => 200))
}

test('returns 503 for a database that was never reachable', async () => {
  const { proxy, callApi } = await setUp()
  await proxy.stop()
  await expectUnavailable(callApi)
})

test('returns 503 during an outage of the database, and recovers without a restart', async () => {
  const { proxy, callApi } = await setUp()
  await expectAvailable(callApi)
  await proxy.stop()
  await expectUnavailable(callApi)
  await expectUnavailable(callApi)
  await proxy.resume()
  await expectAvailable(callApi)
})

test('returns 503 while the database hangs, and recovers when it responds', async () => {
  const { proxy, callApi } = await setUp()
  await expectAvailable(callApi)
  proxy.hang()
  await expectUnavailable(callApi)
  await proxy.resume()
  await expectAvailable(callApi)
})

test('returns 503 for a database that accepts connections and never responds', async () => {
  const { proxy, callApi } = await setUp()
  proxy.hang()
  await expectUnavailable(callApi)
})

test('a database that does not exist is an internal error, and its name does not leak', async () => {
  const missing = new URL(url)
  missing.pathname = '/no_such_database'
  const connection = connect(missing.href)
  onTestFinished(() => connection.close())
  for (const response of await callAll(connection.db)()) {
    expect(response.status).toBeGreaterThanOrEqual(500)
    expect(JSON.stringify(response.body)).not.toContain('no_such_database')
  }
})

test('an outage is logged as a warning with its reason, and no password', async () => {
  const log = createLogRecorder()
  const proxy = await startDatabaseProxy(url)
  await proxy.stop()
  const unavailableUrl = new URL(proxy.url)
  unavailableUrl.password = 'a-secret-password'
  const connection = connect(unavailableUrl.href)
  onTestFinished(() => connection.close())
  await callAll(connection.db, { logger: log.logger })()
  expect(log.lines).toHaveLength(calls.length)
  for (const line of log.lines)
    expect(line).toMatchObject({
      level: 'warn',
      outcome: 'SERVICE_UNAVAILABLE',
      reason: expect.stringMatching(/ECONNREFUSED/),
    })
  expect(JSON.stringify(log.lines)).not.toContain('a-secret-password')
})
