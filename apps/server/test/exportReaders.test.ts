import { spawn } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { connect as dial, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect, onlyServer } from '@shifts/db'
import { useTestDatabase } from '@shifts/testing'
import { afterAll, afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { z } from 'zod'
import { unacknowledgedBytes } from '../src/rest/unacknowledged.ts'
import { makeWorkerOfManyShifts } from './manyShifts.ts'
import { metric } from './metric.ts'
import { linesOf } from './ndjson.ts'
import { restRequest, streamConnections, useTestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
// A long timeout, so that on a slow machine the database does not count as unavailable.
const streams = connect(database.url, { connections: streamConnections, timeoutMs: 60_000 })
afterAll(() => streams.close())
const server = await useTestServer(database, { streams: onlyServer(streams) })
const { id: workerId } = await makeWorkerOfManyShifts(database)
const [path] = restRequest({ procedure: 'shift.streamEligible', input: { workerId, endLine: true } })
const authorization = `Bearer ${serviceToken}`

// Fake timers measure stalls, so that the speed of the machine does not matter.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }))
afterEach(async () => {
  vi.useRealTimers()
  await eventually(busyConnections).toBe(0)
})

const eventually = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 20_000 })
const busyConnections = () => metric(server, 'open_shifts_database_pool', 'pool="streams",state="busy"')

async function startExport(): Promise<IncomingMessage> {
  const request = get(server.url + path, { headers: { authorization }, agent: false })
  onTestFinished(() => void request.destroy())
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (response?.statusCode !== 200) throw new Error(`The export is refused: ${response?.statusCode}`)
  // The response reports the error as well.
  request.on('error', () => {})
  return response.setEncoding('utf8')
}

/** The host's end of the connection of the next request. */
function nextHostSocket(): Promise<Socket> {
  return new Promise((resolve) => {
    const channel = 'http.server.request.start'
    const onRequest = (message: unknown) => {
      unsubscribe(channel, onRequest)
      resolve(z.object({ socket: z.instanceof(Socket) }).parse(message).socket)
    }
    subscribe(channel, onRequest)
  })
}

/** Changes whenever the other end receives something, if Linux reports it, else when the system accepts data. */
function progressOf(socket: Socket): string {
  const handle = z.object({ fd: z.number() }).nullable().parse(Reflect.get(socket, '_handle'))
  return `${socket.bytesWritten - socket.writableLength} ${unacknowledgedBytes(handle?.fd ?? -1)}`
}

/** Waits until nothing more is sent, because the buffers between the two ends are full. */
async function buffersFull(socket: Socket): Promise<void> {
  let [before, unchanged] = ['', 0]
  await eventually(async () => {
    const now = progressOf(socket)
    unchanged = socket.writableLength > 0 && now === before ? unchanged + 1 : 0
    before = now
    return unchanged
  }).toBe(5)
}

test('a reader that is slow but steady gets all of an export', async () => {
  const [hostSocket, response] = await Promise.all([nextHostSocket(), startExport()])
  await buffersFull(hostSocket)
  let received = ''
  // Many of these steps are too small for a write of the host's process to end.
  for (let step = 0; step < 12; step++) {
    const before = progressOf(hostSocket)
    // Twice, because Linux may omit a connection from its table while others open and close.
    const isSame = () => [progressOf(hostSocket), progressOf(hostSocket)].includes(before)
    while (isSame()) {
      const chunk = z.string().nullable().parse(response.read())
      if (chunk === null) await once(response, 'readable')
      else received += chunk
    }
    vi.advanceTimersByTime(25_000)
  }
  const lines = linesOf(received + (await text(response)))
  expect(lines.at(-1)).toEqual({ end: true, count: lines.length - 1 })
})

/**
 * Starts curl, waits until the export has begun, and reads hardly anything that curl prints, so that curl soon stops
 * reading the response.
 */
async function startCurl(...flags: string[]) {
  const curl = spawn('curl', [...flags, '-sSN', server.url + path, '-H', `authorization: ${authorization}`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void curl.kill())
  const exited = once(curl, 'close')
  await once(curl.stdout, 'readable')
  return {
    /** Waits until curl has ended. Returns its output and its exit code. */
    async finish(): Promise<{ received: string; code: number | null }> {
      const received = await text(curl.stdout)
      await exited
      return { received, code: curl.exitCode }
    },
  }
}

/** curl's exit code for a connection that was reset while it received. */
const connectionReset = 56

test.each(['--http1.1', '--http1.0'])(
  'a reader that reads nothing is cut off: its database connection is released and it sees a reset, with %s',
  async (version) => {
    const curl = await startCurl(version)
    await eventually(async () => {
      vi.advanceTimersByTime(5_000)
      return busyConnections()
    }).toBe(0)
    const { received, code } = await curl.finish()
    expect(code).toBe(connectionReset)
    expect(received).not.toContain('"end":true')
  },
)

test.each(['--http1.1', '--http1.0'])('a complete export ends normally, with %s', async (version) => {
  const { received, code } = await (await startCurl(version)).finish()
  expect(code).toBe(0)
  expect(linesOf(received).at(-1)).toMatchObject({ end: true })
})

test.each([
  // Both mean that the transfer is incomplete: one by the missing final chunk, the other by the reset.
  ['--http1.1', 18],
  ['--http1.0', connectionReset],
])('an export that fails is incomplete, with %s', async (version, expected) => {
  const curl = await startCurl(version)
  await breakExports()
  const { received, code } = await curl.finish()
  expect(code).toBe(expected)
  expect(received).not.toContain('"end":true')
})

test('a pipelined export that fails after another one ends the connection', async () => {
  const socket = dial(Number(new URL(server.url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const request = `GET ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\n\r\n`
  socket.write(request)
  // A connection is busy a moment before its export begins.
  await eventually(exportProcesses).toHaveLength(1)
  const first = await exportProcesses()
  socket.write(request)
  await eventually(busyConnections).toBe(2)
  await breakExports(first)
  const received = await text(socket)
  expect(received.match(/"end":true/g)).toHaveLength(1)
  expect(received).toMatch(/"error":\{.*"code":"SERVICE_UNAVAILABLE".*\}\n\r\n$/)
})

/** The database processes that run an export. */
async function exportProcesses(): Promise<number[]> {
  const { rows } = await db.execute(
    `select pid from pg_stat_activity where datname = current_database() and query like 'copy %'`,
  )
  return z
    .array(z.object({ pid: z.int() }))
    .parse(rows)
    .map(({ pid }) => pid)
}

/** Ends the exports' database connections, except these. */
async function breakExports(except: number[] = []): Promise<void> {
  const others = async () => (await exportProcesses()).filter((pid) => !except.includes(pid))
  await expect.poll(others).not.toEqual([])
  for (const pid of await others()) await db.execute(`select pg_terminate_backend(${pid})`)
}
