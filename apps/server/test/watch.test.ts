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

/** Watches as a program does, by tRPC's client, from when it is told to list. */
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
  const told: { id: string; data: unknown }[] = []
  const ends: unknown[] = []
  const watching = client.shift.watch.subscribe(
    { workerId: worker.id },
    {
      onData: (event) => told.push(event),
      onComplete: () => ends.push('complete'),
      onError: (error) => ends.push(error),
    },
  )
  onTestFinished(() => watching.unsubscribe())
  const events = () => told.map(({ data }) => data)
  await expect.poll(events, timeout).toContainEqual({ type: 'refetch' })
  told.length = 0
  return { events, ends }
}

const opened: ClientRequest[] = []
afterEach(() => {
  for (const request of opened.splice(0)) request.destroy()
})

/** Watches on the bare wire. */
async function open(
  worker: { id: number },
  headers: Record<string, string> = {},
  at: { url: string } = server,
) {
  const [path] = trpcRequest(watchCall(worker.id))
  const request = get(at.url + path, { agent: false, headers: { authorization, ...headers } })
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('There is no answer.')
  opened.push(request)
  const events = readEvents(response)
  /** The next that is told, or the next of that name. */
  async function next(name?: string): Promise<WireEvent> {
    for (;;) {
      const { value, done } = await events.next()
      if (done) throw new Error('The stream has ended.')
      if (value.event === name) return value
    }
  }
  return { response, next, leave: () => request.destroy() }
}

/** Waits until the host hears what changes, by changing something until it does: who begins to watch is told to list before. */
async function untilItHears(host: { url: string }): Promise<void> {
  const aide = await makeWorker(db, { profession: 'CNA' })
  const { id } = await makeShift(db, { ...ahead, profession: 'CNA' })
  const { next, leave } = await open(aide, {}, host)
  await next()
  let hasHeard = false
  const heard = next().then(() => (hasHeard = true))
  while (!hasHeard) {
    await db.execute(`update shift set is_deleted = not is_deleted where id = ${id}`)
    await Promise.race([heard, delay(50)])
  }
  leave()
}

beforeAll(() => untilItHears(server))

const told = ({ data = '' }: WireEvent): unknown => JSON.parse(data)
const gone = (shift: { id: number }) => ({ type: 'gone', shiftId: shift.id })
const available = (shift: { id: number }) =>
  expect.objectContaining({ type: 'available', shift: expect.objectContaining({ id: shift.id }) })
/** For a machine that is busy. */
const timeout = { timeout: 10_000 }

async function subscribers({ send }: Pick<TestServer, 'send'> = server): Promise<number> {
  const { body } = await send('/metrics')
  return Number(/^open_shifts_subscribers (\d+)$/m.exec(String(body))?.[1])
}

describe('a client of tRPC that watches', () => {
  test('is told of a new, a claimed, a released and a withdrawn shift', async () => {
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

  test('is told at one host what was claimed at another', async () => {
    const elsewhere = await useHost()
    const [nurse, other] = [await makeWorker(db), await makeWorker(db)]
    const { events } = await watch(nurse, elsewhere)
    const shift = await makeShift(db, ahead)
    await expect.poll(events, timeout).toContainEqual(available(shift))
    const call = { procedure: 'shift.claim', input: { workerId: other.id, shiftId: shift.id } }
    expect(await server.callRest(call, serviceToken)).toMatchObject({ status: 200 })
    await expect.poll(events, timeout).toContainEqual(gone(shift))
  })

  test('goes on at the next host when one ends, and is told to list anew', async () => {
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

describe('on the wire', () => {
  test('events come at once, and nothing on the way may keep or change them', async () => {
    const nurse = await makeWorker(db)
    const { response, next } = await open(nurse, { 'accept-encoding': 'br, gzip' })
    expect(response.statusCode).toBe(200)
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    })
    expect(response.headers).not.toHaveProperty('content-encoding')
    expect(told(await next())).toEqual({ type: 'refetch' })
    const shift = await makeShift(db, ahead)
    expect(told(await next())).toEqual(available(shift))
  })

  test('a client that was away goes on after the last event that it has seen', async () => {
    const nurse = await makeWorker(db)
    const first = await open(nurse)
    await first.next()
    const seen = await makeShift(db, ahead)
    const event = await first.next()
    expect(told(event)).toEqual(available(seen))
    first.leave()
    const missed = await makeShift(db, ahead)
    const again = await open(nurse, { 'last-event-id': event.id ?? '' })
    expect(told(await again.next())).toEqual(available(missed))
  })

  test('something comes every few seconds, so that a connection that died is told apart', async () => {
    const { next } = await open(await makeWorker(db))
    expect(await next('ping')).toEqual({ event: 'ping', data: '' })
  })
})

describe('who has left', () => {
  test('is forgotten', async () => {
    const host = await useHost()
    const nurse = await makeWorker(db)
    const [one, two] = [await open(nurse, {}, host), await open(nurse, {}, host)]
    await Promise.all([one.next(), two.next()])
    expect(await subscribers(host)).toBe(2)
    one.leave()
    await expect.poll(() => subscribers(host), timeout).toBe(1)
    two.leave()
    await expect.poll(() => subscribers(host), timeout).toBe(0)
  })
})

test('a host listens on one connection, however many watch', async () => {
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
  const watching = await Promise.all(nurses.map((nurse) => open(nurse, {}, host)))
  await Promise.all(watching.map(({ next }) => next()))
  await expect.poll(listeners, timeout).toBe(before + 1)
  await host.close()
  await expect.poll(listeners, timeout).toBe(before)
})

/** Another host on the same database, for one test. */
async function useHost(listenAt: { port?: number } = {}): Promise<TestServer> {
  const host = await startTestServer(database, {}, listenAt)
  let closing: Promise<void> | undefined
  const close = () => (closing ??= host.close())
  onTestFinished(close)
  await untilItHears(host)
  return { ...host, close }
}
