import { once } from 'node:events'
import { connect as dial } from 'node:net'
import { connect, onlyServer } from '@shifts/db'
import { lockShifts, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { failureOf } from './failure.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { metric } from './metric.ts'
import { callTo, type ProcedureCall } from './calls.ts'
import { restRequest, startTestServer, trpcRequest, type TestServer } from './testServer.ts'
import { serviceToken, tokenOfService } from './tokens.ts'

const { db, ...connection } = await useTestDatabase()
const database = { db, ...connection }
const { id: workerId } = await makeWorker(db)

describe('while the host is overloaded', () => {
  const forms: [string, (call: ProcedureCall) => [string, object]][] = [
    ['over REST', restRequest],
    ['over tRPC', trpcRequest],
  ]

  test.each(forms)('requests get 503 with Retry-After at once, %s', async (_, write) => {
    let waiting = 101
    const busy = { ...database, poolUse: () => ({ total: 10, idle: 0, waiting }) }
    const { send } = await start(database, { servers: onlyServer(busy) })
    const sendCall = () => {
      const [path] = write(callTo('worker.byId', workerId))
      return send(path, { headers: { authorization: `Bearer ${serviceToken}` } })
    }
    expect(failureOf(await sendCall())).toMatchObject({
      status: 503,
      code: 'SERVICE_UNAVAILABLE',
      retryAfterSeconds: 1,
    })
    for (const path of ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs/']) {
      expect(await send(path)).toMatchObject({ status: 200 })
    }
    waiting = 100
    expect(await sendCall()).toMatchObject({ status: 200 })
  })

  test('requests that wait for a locked table all get 503, and the host recovers', async () => {
    const connection = connect(database.url)
    onTestFinished(() => connection.close())
    const flooded = await start({ ...connection, url: database.url })
    const call = callTo('shift.listEligible', workerId)
    const lock = await lockShifts(db)
    // Calls of one caller alone would wait for each other.
    const tokens = await Promise.all(Array.from({ length: 20 }, (_, n) => tokenOfService(`service ${n}`)))
    const responses = Array.from({ length: 300 }, (_, n) => flooded.callRest(call, tokens[n % 20]))
    await lock.untilQueriesWait(10)
    expect(await flooded.send('/healthz')).toMatchObject({ status: 200 })
    const busy = () => metric(flooded, 'open_shifts_database_pool', 'pool="database",state="busy"')
    // On a busy machine some queries have reached their timeout, and the next ones are not sent yet.
    await expect.poll(busy).toBe(10)
    for (const response of await Promise.all(responses)) {
      expect(failureOf(response)).toMatchObject({ status: 503, retryAfterSeconds: 1 })
    }
    expect(connection.poolUse().waiting).toBe(0)
    await lock.release()
    expect(await flooded.callRest(call, serviceToken)).toMatchObject({ status: 200 })
  })
})

test('a pipelined export ends when its connection closes', async () => {
  const { id } = await makeWorkerOfManyShifts(database)
  const { url, send } = await start(database)
  const [path] = restRequest(callTo('shift.streamEligible', id))
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${serviceToken}\r\n\r\n`
  const socket = dial(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(request + request)
  const busy = () => metric({ send }, 'open_shifts_database_pool', 'pool="streams",state="busy"')
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
