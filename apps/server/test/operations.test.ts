import { connect } from '@shifts/db'
import {
  createTestDatabase,
  lockShifts,
  makeDocument,
  makeWorkerWithShift,
  useTestDatabase,
} from '@shifts/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { metric } from './metric.ts'
import { everyCall, callTo, watchCall } from './calls.ts'
import { startTestServer, useTestServer, type TestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const { db, ...connection } = await useTestDatabase()
const database = { db, ...connection }
const server = await useTestServer(database)
const { id: workerId, shiftId } = await makeWorkerWithShift(db)
await makeDocument(db)

describe('liveness and readiness', () => {
  test('the host is alive and ready while the database works', async () => {
    expect(await server.send('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await server.send('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
  })

  test.each(['127.0.0.1:1', 'no-such-host.invalid'])(
    'the host is alive and not ready while the database is unavailable: %s',
    async (host) => {
      const url = Object.assign(new URL(database.url), { host }).href
      const unavailableDatabase = connect(url)
      onTestFinished(() => unavailableDatabase.close())
      const { send } = await start({ ...unavailableDatabase, url })
      expect(await send('/healthz')).toMatchObject({ status: 200 })
      const { status, headers, body } = await send('/readyz')
      expect({ status, body }).toEqual({
        status: 503,
        body: { status: 'not ready', reason: 'the database does not answer' },
      })
      expect(headers.get('retry-after')).toBe('1')
    },
  )

  test.each([
    [
      'the newest migration',
      'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    ],
    ['any migration', 'drop schema drizzle cascade'],
  ])('the host is not ready for a database that lacks %s', async (_, statement) => {
    const notMigrated = await createTestDatabase()
    onTestFinished(() => notMigrated.close())
    await notMigrated.db.execute(statement)
    const { send } = await start(notMigrated)
    expect(await send('/readyz')).toMatchObject({
      status: 503,
      body: { reason: 'the database lacks migrations' },
    })
    expect(await send('/healthz')).toMatchObject({ status: 200 })
  })

  test.each([
    ['are locked', 'lock table shift', 'the database does not answer'],
    ['are not there', 'alter table shift rename to elsewhere', 'the database cannot be read'],
  ])('the host is not ready while the tables that pages read %s', async (_, statement, reason) => {
    const broken = await createTestDatabase()
    onTestFinished(() => broken.close())
    const { send } = await start(broken)
    const client = await broken.db.$client.connect()
    await client.query(`begin; ${statement}; ${statement.startsWith('lock') ? '' : 'commit'}`)
    await expect.poll(() => send('/readyz')).toMatchObject({ status: 503, body: { reason } })
    await client.query('rollback; alter table if exists elsewhere rename to shift')
    client.release()
    await expect.poll(() => send('/readyz'), { timeout: 10_000 }).toMatchObject({ status: 200 })
  })
})

describe('the listener', () => {
  const listening = (at: TestServer) => metric(at, 'open_shifts_listening')

  test('a metric is 1 while the listener is connected', async () => {
    expect(await listening(server)).toBe(1)
  })

  test('the host is not ready and refuses watches while the listener cannot connect', async () => {
    const directUrl = Object.assign(new URL(database.directUrl), { host: '127.0.0.1:1' }).href
    const host = await start({ ...database, directUrl })
    expect(await host.send('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'not ready', reason: 'the listener is not connected to the database' },
    })
    expect(await listening(host)).toBe(0)
    expect(await host.callTrpc(watchCall(workerId), serviceToken)).toMatchObject({ status: 503 })
    expect(await host.callRest(callTo('worker.byId', workerId), serviceToken)).toMatchObject({
      status: 200,
    })
  })
})

describe('metrics', () => {
  const count = (procedure: string, outcome: string) =>
    metric(
      server,
      'open_shifts_procedure_duration_seconds_count',
      `procedure="${procedure}",outcome="${outcome}"`,
    )

  test.each(everyCall(workerId, shiftId))(
    'count calls of $procedure over REST, by their outcome',
    async (call) => {
      const before = {
        ok: await count(call.procedure, 'OK'),
        no: await count(call.procedure, 'UNAUTHORIZED'),
      }
      await server.callRest(call, serviceToken)
      await server.callRest(call)
      await server.callRest(call)
      expect(await count(call.procedure, 'OK')).toBe(before.ok + 1)
      expect(await count(call.procedure, 'UNAUTHORIZED')).toBe(before.no + 2)
    },
  )

  test('count calls over tRPC, and each of a batch', async () => {
    const call = callTo('worker.byId', workerId)
    const before = { ok: await count('worker.byId', 'OK'), bad: await count('worker.byId', 'BAD_REQUEST') }
    await server.callTrpc(call, serviceToken)
    const input = encodeURIComponent(JSON.stringify({ 0: { workerId }, 1: { workerId: 0 }, 2: { workerId } }))
    await server.send(`/trpc/worker.byId,worker.byId,worker.byId?batch=1&input=${input}`, {
      headers: { authorization: `Bearer ${serviceToken}` },
    })
    expect(await count('worker.byId', 'OK')).toBe(before.ok + 3)
    expect(await count('worker.byId', 'BAD_REQUEST')).toBe(before.bad + 1)
  })

  test('count the duration of every call in buckets', async () => {
    const labels = 'procedure="worker.byId",outcome="OK"'
    await server.callRest(callTo('worker.byId', workerId), serviceToken)
    const calls = await count('worker.byId', 'OK')
    const inAll = await metric(server, 'open_shifts_procedure_duration_seconds_bucket', `le="+Inf",${labels}`)
    expect(inAll).toBe(calls)
    expect(await metric(server, 'open_shifts_procedure_duration_seconds_sum', labels)).toBeGreaterThan(0)
  })

  test('have no label that a caller chose', async () => {
    await server.send('/trpc/a.procedure.of.caller', { headers: { authorization: `Bearer ${serviceToken}` } })
    const { body } = await server.send('/metrics')
    expect(body).not.toContain('a.procedure.of.caller')
  })

  test('show how busy the pools and the event loop are', async () => {
    const lock = await lockShifts(db)
    const response = server.callRest(callTo('shift.listEligible', workerId), serviceToken)
    await lock.untilQueriesWait(1)
    expect(await metric(server, 'open_shifts_database_pool', 'pool="database",state="busy"')).toBe(1)
    await lock.release()
    await response
    expect(await metric(server, 'open_shifts_database_pool', 'pool="database",state="busy"')).toBe(0)
    expect(await metric(server, 'open_shifts_database_pool', 'pool="database",state="waiting"')).toBe(0)
    const { body } = await server.send('/metrics')
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m)
    expect(body).toMatch(/^open_shifts_streams 0$/m)
    expect(body).toMatch(/^open_shifts_subscribers 0$/m)
  })
})

/** A host for one test. */
async function start(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const started = await startTestServer(...args)
  onTestFinished(() => started.close())
  return started
}
