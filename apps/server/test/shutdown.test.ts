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
    host.kill('SIGKILL')
    await host.exited
  })
  const sendRequest = (path: string) => fetch(host.url + path, { headers: { authorization } })
  return { ...host, sendRequest }
}

/** Sends the host a signal, and waits until it shuts down. */
async function startShutdown(host: Awaited<ReturnType<typeof setUp>>, signal: NodeJS.Signals = 'SIGTERM') {
  const shuttingDown = host.logged(/"shutting down"/)
  host.kill(signal)
  await shuttingDown
}

async function openSocket(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  // The host may cut the connection.
  socket.on('error', () => {})
  return socket
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'upon %s the host completes running requests, closes idle connections and exits with 0',
  async (signal) => {
    const host = await setUp()
    const agent = new Agent({ keepAlive: true })
    const [idle]: IncomingMessage[] = await once(get(`${host.url}/healthz`, { agent }), 'response')
    if (!idle) throw new Error('There is no response.')
    const { socket } = idle
    await text(idle)
    const lock = await lockShifts(db)
    const response = host.sendRequest(`${shifts}?limit=1`)
    await lock.untilQueriesWait(1)

    await startShutdown(host, signal)
    await lock.release()
    const { status, headers } = await response
    expect(status).toBe(200)
    expect(headers.get('connection')).toBe('close')
    expect(await host.exited).toBe(0)
    expect(socket.destroyed).toBe(true)
  },
)

test('during shutdown the host accepts no new connection, and is not ready on existing ones', async () => {
  const host = await setUp()
  const early = await openSocket(host.url)
  early.write('GET /readyz HTTP/1.1\r\nhost: localhost\r\n')
  await startShutdown(host)
  await expect.poll(() => openSocket(host.url).catch((error: Error) => error.message)).toMatch('ECONNREFUSED')
  early.write('\r\n')
  const response = await text(early)
  expect(response).toMatch(/^HTTP\/1\.1 503 /)
  expect(response).toMatch('"reason":"shutting down"')
  expect(await host.exited).toBe(0)
})

test('shutdown waits neither for an export that nobody reads nor for a connection without a request', async () => {
  const host = await setUp()
  const unused = await openSocket(host.url)
  const request = get(`${host.url}${shifts}.ndjson`, { headers: { authorization } })
  const [unread]: IncomingMessage[] = await once(request, 'response')
  if (!unread) throw new Error('There is no response.')
  await startShutdown(host)
  expect(await host.exited).toBe(0)
  await expect(text(unread)).rejects.toThrow('aborted')
  expect(unused.destroyed).toBe(true)
})

test('shutdown ends watches with an error event, and does not wait for their clients', async () => {
  const host = await setUp()
  const [path] = trpcRequest(watchCall(workerId))
  const [events]: IncomingMessage[] = await once(
    get(host.url + path, { headers: { authorization } }),
    'response',
  )
  if (!events) throw new Error('There is no response.')
  await once(events, 'readable')
  await startShutdown(host)
  expect(await text(events)).toMatch(/event: serialized-error\ndata: .*"SERVICE_UNAVAILABLE"/)
  expect(events.complete).toBe(true)
  expect(await host.exited).toBe(0)
})
