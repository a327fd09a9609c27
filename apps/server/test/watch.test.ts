import { once } from 'node:events'
import { get, type ClientRequest, type IncomingMessage } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { AppRouter } from '@shifts/api'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { createTRPCClient, httpSubscriptionLink } from '@trpc/client'
import { EventSource } from 'eventsource'
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { readEvents, type WireEvent } from './events.ts'
import { watchCall } from './calls.ts'
import { startTestServer, trpcRequest, useTestServer, type TestServer } from './testServer.ts'
import { serviceToken } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
const server = await useTestServer(database)
const clinic = await makeFacility(db)
const ahead = { facilityId: clinic.id, startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }

const authorization = `Bearer ${serviceToken}`

/** Watches with tRPC's client, from the first event on, which says to list. */
async function watch(worker: { id: number }, at: { url: string } = server) {
  const client = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${at.url}/trpc`,
        EventSource,
        eventSourceOptions: {
          fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization } }),
        },
      }),
    ],
  })
  const received: { id: string; data: unknown }[] = []
  const ends: unknown[] = []
  const watching = client.shift.watch.subscribe(
    { workerId: worker.id },
    {
      onData: (event) => received.push(event),
      onComplete: () => ends.push('complete'),
      onError: (error) => ends.push(error),
    },
  )
  onTestFinished(() => watching.unsubscribe())
  const events = () => received.map(({ data }) => data)
  await expect.poll(events, timeout).toContainEqual({ type: 'refetch' })
  received.length = 0
  return { events, ends }
}

const requests: ClientRequest[] = []
afterEach(() => {
  for (const request of requests.splice(0)) request.destroy()
})

/** Watches over HTTP without tRPC's client. */
async function startWatch(
  worker: { id: number },
  headers: Record<string, string> = {},
  at: { url: string } = server,
) {
  const [path] = trpcRequest(watchCall(worker.id))
  const request = get(at.url + path, { agent: false, headers: { authorization, ...headers } })
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('There is no response.')
  requests.push(request)
  const events = readEvents(response)
  /** The next event of the procedure, or the next event with that name. */
  async function next(name?: string): Promise<WireEvent> {
    for (;;) {
      const { value, done } = await events.next()
      if (done) throw new Error('The stream has ended.')
      if (value.event === name) return value
    }
  }
  return { response, next, disconnect: () => request.destroy() }
}

/**
 * Waits until the host receives changes, by changing a shift until an event arrives. The first event, which says to list,
 * does not count.
 */
async function waitUntilListening(host: { url: string }): Promise<void> {
  const aide = await makeWorker(db, { profession: 'CNA' })
  const { id } = await makeShift(db, { ...ahead, profession: 'CNA' })
  const { next, disconnect } = await startWatch(aide, {}, host)
  await next()
  let hasReceived = false
  const received = next().then(() => (hasReceived = true))
  while (!hasReceived) {
    await db.execute(`update shift set is_deleted = not is_deleted where id = ${id}`)
    await Promise.race([received, delay(50)])
  }
  disconnect()
}

beforeAll(() => waitUntilListening(server))

const dataOf = ({ data = '' }: WireEvent): unknown => JSON.parse(data)
const gone = (shift: { id: number }) => ({ type: 'gone', shiftId: shift.id })
const available = (shift: { id: number }) =>
  expect.objectContaining({ type: 'available', shift: expect.objectContaining({ id: shift.id }) })
/** Long enough for a busy machine. */
const timeout = { timeout: 10_000 }

async function subscribers({ send }: Pick<TestServer, 'send'> = server): Promise<number> {
  const { body } = await send('/metrics')
  return Number(/^open_shifts_subscribers (\d+)$/m.exec(String(body))?.[1])
}

describe('a tRPC client that watches', () => {
  test('receives events of a new, a claimed, a released and a deleted shift', async () => {
    const [nurse, other] = [await makeWorker(db), await makeWorker(db)]
    const { events, ends } = await watch(nurse)
    const shift = await makeShift(db, ahead)
    await expect.poll(events, timeout).toContainEqual(available(shift))
    const claim = await server.callRest(
      { procedure: 'shift.claim', input: { workerId: other.id, shiftId: shift.id } },
      serviceToken,
    )
    expect(claim).toMatchObject({ status: 200 })
    await expect.poll(events, timeout).toContainEqual(gone(shift))
    await server.callTrpc(
      { procedure: 'shift.release', input: { workerId: other.id, shiftId: shift.id } },
      serviceToken,
    )
    await expect.poll(() => events().at(-1), timeout).toEqual(available(shift))
    await db.execute(`update shift set is_deleted = true where id = ${shift.id}`)
    await expect.poll(() => events().at(-1), timeout).toEqual(gone(shift))
    expect(ends).toEqual([])
  })

  test('receives an event from one host about a claim at another', async () => {
    const otherHost = await useHost()
    const [nurse, other] = [await makeWorker(db), await makeWorker(db)]
    const { events } = await watch(nurse, otherHost)
    const shift = await makeShift(db, ahead)
    await expect.poll(events, timeout).toContainEqual(available(shift))
    const call = { procedure: 'shift.claim', input: { workerId: other.id, shiftId: shift.id } }
    expect(await server.callRest(call, serviceToken)).toMatchObject({ status: 200 })
    await expect.poll(events, timeout).toContainEqual(gone(shift))
  })

  test('continues at another host after one shuts down, and lists again', async () => {
    const first = await useHost()
    const { port } = new URL(first.url)
    const nurse = await makeWorker(db)
    const { events, ends } = await watch(nurse, first)
    await first.close()
    await useHost({ port: Number(port) })
    await expect.poll(events, timeout).toContainEqual({ type: 'refetch' })
    expect(ends).toEqual([])
  })
})

describe('over HTTP', () => {
  test('events arrive at once, and no proxy may store or change them', async () => {
    const nurse = await makeWorker(db)
    const { response, next } = await startWatch(nurse, { 'accept-encoding': 'br, gzip' })
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    })
    expect(response.headers).not.toHaveProperty('content-encoding')
    expect(dataOf(await next())).toEqual({ type: 'refetch' })
    const shift = await makeShift(db, ahead)
    expect(dataOf(await next())).toEqual(available(shift))
  })

  test('a client that reconnects continues after the last event that it has received', async () => {
    const nurse = await makeWorker(db)
    const first = await startWatch(nurse)
    await first.next()
    const seen = await makeShift(db, ahead)
    const event = await first.next()
    expect(dataOf(event)).toEqual(available(seen))
    first.disconnect()
    const missed = await makeShift(db, ahead)
    const again = await startWatch(nurse, { 'last-event-id': event.id ?? '' })
    expect(dataOf(await again.next())).toEqual(available(missed))
  })

  test('pings arrive, so that a client notices a broken connection', async () => {
    const { next } = await startWatch(await makeWorker(db))
    expect(await next('ping')).toEqual({ event: 'ping', data: '' })
  })
})

describe('the host’s own event stream', () => {
  /** An unusual query parameter without meaning, so that tRPC serves the watch. */
  const byTrpc = '&connectionParams=null'

  /** The response but for its date. */
  async function readResponse(path: string, host: TestServer, headers: Record<string, string>) {
    const given = { authorization, 'x-request-id': 'same', ...headers }
    const request = get(host.url + path, { agent: false, headers: given })
    const [response]: IncomingMessage[] = await once(request, 'response')
    if (!response) throw new Error('There is no response.')
    requests.push(request)
    let text = ''
    let hasEnded = false
    response
      .setEncoding('utf8')
      .on('data', (piece: string) => (text += piece))
      .on('end', () => (hasEnded = true))
    const { date: _, ...responseHeaders } = response.headers
    return {
      status: response.statusCode,
      headers: responseHeaders,
      // tRPC sends no time after which to connect again.
      text: () => text.replace(/^retry: \d+\n/, ''),
      hasEnded: () => hasEnded,
    }
  }

  async function readBoth(input: unknown, host = server, headers = {}) {
    const path = `/trpc/shift.watch?input=${encodeURIComponent(JSON.stringify(input))}`
    const both = [await readResponse(path, host, headers), await readResponse(path + byTrpc, host, headers)]
    const [own, trpc] = both
    if (!own || !trpc) throw new Error('There is no response.')
    expect({ ...own, text: null, hasEnded: null }).toEqual({ ...trpc, text: null, hasEnded: null })
    return { own, trpc }
  }

  test('is the same as tRPC’s: of events, of pings, and of a shutdown', async () => {
    const host = await useHost()
    const nurse = await makeWorker(db)
    const { own, trpc } = await readBoth({ workerId: nurse.id }, host, {
      origin: 'https://elsewhere.example',
    })
    await expect.poll(() => own.text() + trpc.text(), timeout).toMatch(/refetch[^]*refetch/)
    await makeShift(db, ahead)
    await expect.poll(() => own.text() + trpc.text(), timeout).toMatch(/available[^]*available/)
    await expect.poll(() => own.text() + trpc.text(), timeout).toMatch(/ping\n[^]*event: ping\n/)
    const untilPing = (text: string) => text.slice(0, text.indexOf('event: ping'))
    // The shift is made after both have started, so that both have the same events.
    expect(untilPing(own.text())).toBe(untilPing(trpc.text()))
    await host.close()
    await expect.poll(() => own.hasEnded() && trpc.hasEnded(), timeout).toBe(true)
    const withoutPings = (text: string) => text.replaceAll('event: ping\ndata: \n\n\n', '')
    expect(withoutPings(own.text())).toBe(withoutPings(trpc.text()))
    expect(own.text()).toMatch(/serialized-error/)
  })

  test.each([
    ['an invalid input', { workerId: 'none' }, {}],
    ['an unknown worker', { workerId: 2_000_000_000 }, {}],
    ['a request without a valid token', { workerId: 1 }, { authorization: 'Bearer none' }],
  ])('is the same as tRPC’s: of %s', async (_, input, headers) => {
    const { own, trpc } = await readBoth(input, server, headers)
    await expect.poll(() => own.hasEnded() && trpc.hasEnded(), timeout).toBe(true)
    expect(own.text()).toBe(trpc.text())
    expect(own.text()).toMatch(/connected[^]*serialized-error/)
  })

  test.each(['?input=%7B', '?input=[]', '', '?batch=1&input={}'])('leaves %j to tRPC', async (query) => {
    const response = await server.send(`/trpc/shift.watch${query}`, { headers: { authorization } })
    expect(response).toMatchObject({ status: 400 })
  })
})

describe('a client that disconnects', () => {
  test('no longer counts as a subscriber', async () => {
    const host = await useHost()
    const nurse = await makeWorker(db)
    const [one, two] = [await startWatch(nurse, {}, host), await startWatch(nurse, {}, host)]
    await Promise.all([one.next(), two.next()])
    expect(await subscribers(host)).toBe(2)
    one.disconnect()
    await expect.poll(() => subscribers(host), timeout).toBe(1)
    two.disconnect()
    await expect.poll(() => subscribers(host), timeout).toBe(0)
  })
})

test('a host listens on one connection, however many clients watch', async () => {
  const nurses = [await makeWorker(db), await makeWorker(db), await makeWorker(db)]
  const listeners = async () => {
    const { rows } = await db.execute<{ count: number }>(
      `select count(*)::int from pg_stat_activity
       where datname = current_database() and application_name = 'open-shifts listener'`,
    )
    return rows[0]?.count ?? 0
  }
  const before = await listeners()
  const host = await useHost()
  const watching = await Promise.all(nurses.map((nurse) => startWatch(nurse, {}, host)))
  await Promise.all(watching.map(({ next }) => next()))
  await expect.poll(listeners, timeout).toBe(before + 1)
  await host.close()
  await expect.poll(listeners, timeout).toBe(before)
})

/** Starts another host on the same database for one test. */
async function useHost(listenAt: { port?: number } = {}): Promise<TestServer> {
  const host = await startTestServer(database, {}, listenAt)
  let closing: Promise<void> | undefined
  const close = () => (closing ??= host.close())
  onTestFinished(close)
  await waitUntilListening(host)
  return { ...host, close }
}
