import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { lockShifts, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { startHost } from './hostProcess.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { watchCall } from './calls.ts'
import { trpcRequest } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
const { id: workerId } = await makeWorkerOfManyShifts(database)

const authorization = `Bearer ${serviceToken}`
const shifts = `/v1/workers/${workerId}/eligible-shifts`

async function setUp() {
  const host = await startHost(database)
  onTestFinished(async () => {
    host.end('SIGKILL')
    await host.exited
  })
  const ask = (path: string) => fetch(host.url + path, { headers: { authorization } })
  return { ...host, ask }
}

/** Tells the host to end, and waits until it has begun to. */
async function tellToEnd(host: Awaited<ReturnType<typeof setUp>>, signal: NodeJS.Signals = 'SIGTERM') {
  const ending = host.logged(/"shutting down"/)
  host.end(signal)
  await ending
}

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  // The host may cut it.
  socket.on('error', () => {})
  return socket
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'upon %s it answers what it was asked, lets idle connections go and ends well',
  async (signal) => {
    const host = await setUp()
    const agent = new Agent({ keepAlive: true })
    const [idle]: IncomingMessage[] = await once(get(`${host.url}/healthz`, { agent }), 'response')
    if (!idle) throw new Error('There is no answer.')
    const { socket } = idle
    await text(idle)
    const lock = await lockShifts(db)
    const answer = host.ask(`${shifts}?limit=1`)
    await lock.untilQueriesWait(1)

    await tellToEnd(host, signal)
    await lock.release()
    const { status, headers } = await answer
    expect(status).toBe(200)
    expect(headers.get('connection')).toBe('close')
    expect(await host.exited).toBe(0)
    expect(socket.destroyed).toBe(true)
  },
)

test('while it ends it takes no new connection, and says so to those that are there', async () => {
  const host = await setUp()
  const early = await open(host.url)
  early.write('GET /readyz HTTP/1.1\r\nhost: localhost\r\n')
  await tellToEnd(host)
  await expect.poll(() => open(host.url).catch((error: Error) => error.message)).toMatch('ECONNREFUSED')
  early.write('\r\n')
  const answer = await text(early)
  expect(answer).toMatch(/^HTTP\/1\.1 503 /)
  expect(answer).toMatch('"reason":"shutting down"')
  expect(await host.exited).toBe(0)
})

test('it waits neither for an export that nobody reads nor for a connection that asks nothing', async () => {
  const host = await setUp()
  const silent = await open(host.url)
  const request = get(`${host.url}${shifts}.ndjson`, { headers: { authorization } })
  const [unread]: IncomingMessage[] = await once(request, 'response')
  if (!unread) throw new Error('There is no answer.')
  await tellToEnd(host)
  expect(await host.exited).toBe(0)
  await expect(text(unread)).rejects.toThrow('aborted')
  expect(silent.destroyed).toBe(true)
})

test('it ends what is watched with a word of it, and does not wait for who watches', async () => {
  const host = await setUp()
  const [path] = trpcRequest(watchCall(workerId))
  const [events]: IncomingMessage[] = await once(
    get(host.url + path, { headers: { authorization } }),
    'response',
  )
  if (!events) throw new Error('There is no answer.')
  await once(events, 'readable')
  await tellToEnd(host)
  expect(await text(events)).toMatch(/event: serialized-error\ndata: .*"SERVICE_UNAVAILABLE"/)
  expect(events.complete).toBe(true)
  expect(await host.exited).toBe(0)
})
