import { connect, type Database } from '@shifts/db'
import { makeWorkerWithShift, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { createApi } from './api.ts'
import { startDatabaseProxy } from './databaseProxy.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { everyCall } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db, url } = await useTestDatabase()
const worker = await makeWorkerWithShift(db)
const questions = everyCall(worker.id, worker.shiftId)

/** A database that can be away, and its API. */
async function setUp() {
  const proxy = await startDatabaseProxy(url)
  const connection = connect(proxy.url)
  onTestFinished(async () => {
    await proxy.resume()
    await connection.close()
    await proxy.stop()
  })
  return { proxy, ask: askAll(connection.db) }
}

/** Asks every procedure at once. */
const askAll = (db: Database, services = {}) => {
  const api = createApi(db, services)
  return () => Promise.all(questions.map((question) => api.ask(question, serviceToken)))
}

async function expectUnavailable(ask: ReturnType<typeof askAll>) {
  const answers = await ask()
  for (const answer of answers) {
    expect(failureOf(answer)).toEqual({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      message: 'The service cannot answer right now. Try again in a moment.',
      issues: undefined,
      retryAfterSeconds: 1,
    })
  }
  // What fails in a stream of events has no status and no header of its own.
  const waits = answers.map(({ headers }) => headers.get('retry-after'))
  expect(waits).toEqual(questions.map(({ type }) => (type === 'subscription' ? null : '1')))
}

async function expectWell(ask: ReturnType<typeof askAll>) {
  for (const answer of await ask()) expect(answer).toMatchObject({ status: 200 })
}

test('a database that was never there is unavailable', async () => {
  const { proxy, ask } = await setUp()
  await proxy.stop()
  await expectUnavailable(ask)
})

test('a database that goes away is unavailable, and in use again when it is back, without a restart', async () => {
  const { proxy, ask } = await setUp()
  await expectWell(ask)
  await proxy.stop()
  await expectUnavailable(ask)
  await expectUnavailable(ask)
  await proxy.resume()
  await expectWell(ask)
})

test('a database that hangs is unavailable, and in use again when it answers', async () => {
  const { proxy, ask } = await setUp()
  await expectWell(ask)
  proxy.hang()
  await expectUnavailable(ask)
  await proxy.resume()
  await expectWell(ask)
})

test('a database that accepts connections and says nothing is unavailable', async () => {
  const { proxy, ask } = await setUp()
  proxy.hang()
  await expectUnavailable(ask)
})

test('a database that does not exist is a fault of ours, and its name does not leak', async () => {
  const missing = new URL(url)
  missing.pathname = '/no_such_database'
  const connection = connect(missing.href)
  onTestFinished(() => connection.close())
  for (const answer of await askAll(connection.db)()) {
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect(JSON.stringify(answer.body)).not.toContain('no_such_database')
  }
})

test('an outage is logged as a warning with its reason, and no password', async () => {
  const log = createLogRecorder()
  const proxy = await startDatabaseProxy(url)
  await proxy.stop()
  const away = new URL(proxy.url)
  away.password = 'a-secret-password'
  const connection = connect(away.href)
  onTestFinished(() => connection.close())
  await askAll(connection.db, { logger: log.logger })()
  expect(log.lines).toHaveLength(questions.length)
  for (const line of log.lines) expect(line).toMatchObject({ level: 'warn', outcome: 'SERVICE_UNAVAILABLE' })
  expect(JSON.stringify(log.lines)).not.toContain('a-secret-password')
})
