import { once } from 'node:events'
import { connect as dial } from 'node:net'
import { connect } from '@shifts/db'
import { createTestDatabase, makeAsker, useTestDatabase } from '@shifts/db/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { failureOf } from './failure.ts'
import { holdShifts } from './heldShifts.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { everyQuestion, questionTo, type Question } from './questions.ts'
import { restRequest, startTestServer, trpcRequest, useTestServer, type TestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const { db, ...connection } = await useTestDatabase()
const database = { db, ...connection }
const server = await useTestServer(database)
const { id: workerId, shiftId } = await makeAsker(db)

/** The value of a metric that bears these labels, or 0 where nothing was counted. */
async function metric({ send }: Pick<TestServer, 'send'>, name: string, labels = ''): Promise<number> {
  const { status, body } = await send('/metrics')
  expect(status).toBe(200)
  const line = String(body)
    .split('\n')
    .find((line) => line.startsWith(labels ? `${name}{${labels}}` : `${name} `))
  return Number(line?.split(' ').at(-1) ?? 0)
}

describe('whether it is alive and ready', () => {
  test('it says so while the database is well', async () => {
    expect(await server.send('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await server.send('/readyz')).toMatchObject({ status: 200, body: { status: 'ready' } })
  })

  test.each(['127.0.0.1:1', 'no-such-host.invalid'])(
    'it is alive and not ready while the database is away: %s',
    async (host) => {
      const url = Object.assign(new URL(database.url), { host }).href
      const away = connect(url)
      onTestFinished(() => away.close())
      const { send } = await start({ ...away, url })
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
  ])('it is not ready for a database that lacks %s', async (_, statement) => {
    const behind = await createTestDatabase()
    onTestFinished(() => behind.close())
    await behind.db.execute(statement)
    const { send } = await start(behind)
    expect(await send('/readyz')).toMatchObject({
      status: 503,
      body: { reason: 'the database lacks migrations' },
    })
    expect(await send('/healthz')).toMatchObject({ status: 200 })
  })
})

describe('what is measured', () => {
  const count = (procedure: string, outcome: string) =>
    metric(server, 'procedure_duration_seconds_count', `procedure="${procedure}",outcome="${outcome}"`)

  test.each(everyQuestion(workerId, shiftId))(
    'calls of $procedure over REST, by their outcome',
    async (question) => {
      const before = {
        ok: await count(question.procedure, 'OK'),
        no: await count(question.procedure, 'UNAUTHORIZED'),
      }
      await server.askRest(question, serviceToken)
      await server.askRest(question)
      await server.askRest(question)
      expect(await count(question.procedure, 'OK')).toBe(before.ok + 1)
      expect(await count(question.procedure, 'UNAUTHORIZED')).toBe(before.no + 2)
    },
  )

  test('calls over tRPC alike, and each of a batch', async () => {
    const question = questionTo('worker.byId', workerId)
    const before = { ok: await count('worker.byId', 'OK'), bad: await count('worker.byId', 'BAD_REQUEST') }
    await server.askTrpc(question, serviceToken)
    const input = encodeURIComponent(JSON.stringify({ 0: { workerId }, 1: { workerId: 0 }, 2: { workerId } }))
    await server.send(`/trpc/worker.byId,worker.byId,worker.byId?batch=1&input=${input}`, {
      headers: { authorization: `Bearer ${serviceToken}` },
    })
    expect(await count('worker.byId', 'OK')).toBe(before.ok + 3)
    expect(await count('worker.byId', 'BAD_REQUEST')).toBe(before.bad + 1)
  })

  test('how long they take: as many as there are, in buckets', async () => {
    const labels = 'procedure="worker.byId",outcome="OK"'
    await server.askRest(questionTo('worker.byId', workerId), serviceToken)
    const calls = await count('worker.byId', 'OK')
    const inAll = await metric(server, 'procedure_duration_seconds_bucket', `le="+Inf",${labels}`)
    expect(inAll).toBe(calls)
    expect(await metric(server, 'procedure_duration_seconds_sum', labels)).toBeGreaterThan(0)
  })

  test('what nobody asked for is counted under no name of the caller’s', async () => {
    await server.send('/trpc/a.procedure.of.mine', { headers: { authorization: `Bearer ${serviceToken}` } })
    const { body } = await server.send('/metrics')
    expect(body).not.toContain('a.procedure.of.mine')
  })

  test('how busy the pools and the event loop are', async () => {
    const held = await holdShifts(db)
    const answer = server.askRest(questionTo('shift.listEligible', workerId), serviceToken)
    await held.isWaitedFor(1)
    expect(await metric(server, 'database_pool', 'pool="database",state="busy"')).toBe(2)
    await held.release()
    await answer
    expect(await metric(server, 'database_pool', 'pool="database",state="busy"')).toBe(0)
    expect(await metric(server, 'database_pool', 'pool="database",state="waiting"')).toBe(0)
    const { body } = await server.send('/metrics')
    expect(body).toMatch(/^nodejs_eventloop_lag_seconds \S+$/m)
    expect(body).toMatch(/^streams 0$/m)
    expect(body).toMatch(/^subscribers 0$/m)
  })
})

describe('while there is too much to do', () => {
  const forms: [string, (question: Question) => [string, object]][] = [
    ['over REST', restRequest],
    ['over tRPC', trpcRequest],
  ]

  test.each(forms)('what comes is told at once to come back, %s', async (_, write) => {
    let waiting = 101
    const busy = { ...database, poolUse: () => ({ total: 10, idle: 0, waiting }) }
    const { send } = await start(busy)
    const ask = () => {
      const [path] = write(questionTo('worker.byId', workerId))
      return send(path, { headers: { authorization: `Bearer ${serviceToken}` } })
    }
    expect(failureOf(await ask())).toMatchObject({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      retryAfterSeconds: 1,
    })
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs/']) {
      expect(await send(path)).toMatchObject({ status: 200 })
    }
    waiting = 100
    expect(await ask()).toMatchObject({ status: 200 })
  })

  test('a flood that the database cannot answer is refused to the last, and does not last', async () => {
    const own = connect(database.url)
    onTestFinished(() => own.close())
    const flooded = await start({ ...own, url: database.url })
    const question = questionTo('shift.listEligible', workerId)
    const held = await holdShifts(db)
    const answers = Array.from({ length: 300 }, () => flooded.askRest(question, serviceToken))
    await held.isWaitedFor(10)
    expect(await flooded.send('/healthz')).toMatchObject({ status: 200 })
    expect(await metric(flooded, 'database_pool', 'pool="database",state="busy"')).toBe(10)
    for (const answer of await Promise.all(answers)) {
      expect(failureOf(answer)).toMatchObject({ status: 503, retryAfterSeconds: 1 })
    }
    expect(own.poolUse().waiting).toBe(0)
    await held.release()
    expect(await flooded.askRest(question, serviceToken)).toMatchObject({ status: 200 })
  })
})

test('an export that waits behind another one on its connection ends with it', async () => {
  const { id } = await makeWorkerOfManyShifts(db)
  const { url, send } = await start(database)
  const [path] = restRequest(questionTo('shift.streamEligible', id))
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${serviceToken}\r\n\r\n`
  const socket = dial(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request + request)
  const busy = () => metric({ send }, 'database_pool', 'pool="streams",state="busy"')
  await expect.poll(busy).toBe(2)
  socket.destroy()
  await expect.poll(busy).toBe(0)
})

/** A host for one test. */
async function start(...args: Parameters<typeof startTestServer>): Promise<TestServer> {
  const started = await startTestServer(...args)
  onTestFinished(() => started.close())
  return started
}
