import { lockShifts, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test, vi } from 'vitest'
import {
  createCaller,
  createContext,
  createLimits,
  createRateLimiter,
  OverloadedError,
  streamRouter,
  type Call,
} from '../src/index.ts'
import { createApi, testServices } from './api.ts'
import { failureOf } from './failure.ts'
import { createLogRecorder } from './logRecorder.ts'
import { callTo } from './procedures.ts'
import { serviceToken, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const { id: workerId } = await makeWorker(db)
const { id: otherId } = await makeWorker(db)
const clinic = await makeFacility(db)
await makeShift(db, { facilityId: clinic.id })
const token = await workerToken(workerId)
const otherToken = await workerToken(otherId)
const tooMany = { status: 429, code: 'TOO_MANY_REQUESTS' }

const names = (count: number, name: string) => Array.from({ length: count }, () => name).join(',')
const batchOf = (count: number) => {
  const inputs = Object.fromEntries(Array.from({ length: count }, (_, n) => [n, { workerId }]))
  return `${names(count, 'worker.byId')}?batch=1&input=${encodeURIComponent(JSON.stringify(inputs))}`
}

describe('a batch', () => {
  const api = createApi(db)
  const send = (path: string) => api.send(path, { headers: { authorization: `Bearer ${token}` } })

  test('of twenty calls is allowed', async () => {
    expect(await send(batchOf(20))).toMatchObject({ status: 200 })
  })

  test.each(['worker.byId', 'a'])(
    'of more calls is refused completely, whatever it calls: %s',
    async (name) => {
      const response = await send(name === 'a' ? `${names(999, name)}?batch=1&input={}` : batchOf(21))
      const failure = failureOf(response)
      expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
      expect(failure.message).toContain('20')
    },
  )
})

/** Requests that reach no procedure. */
const unserved: [string, string, { method: string; headers: Record<string, string>; body?: string }?][] = [
  ['a procedure that does not exist', 'nobody'],
  ['a batch of procedures that do not exist', `${names(20, 'a')}?batch=1&input={}`],
  ['a batch that is too large', `${names(999, 'a')}?batch=1&input={}`],
  ['a batch of queries and mutations', 'worker.byId,shift.claim?batch=1&input={}'],
  ['a method that is not the procedure’s', 'shift.claim'],
  ['a body of another type', 'shift.claim', { method: 'POST', headers: { 'content-type': 'text/xml' } }],
  ['a watch in a batch', 'shift.watch?batch=1&input={}'],
]

const json = { 'content-type': 'application/json' }

/** Requests whose input cannot be read. */
const unreadable: typeof unserved = [
  ['a body that is not JSON', 'shift.claim', { method: 'POST', headers: json, body: '{' }],
  [
    'a batch that is not JSON',
    'shift.claim,shift.claim?batch=1',
    { method: 'POST', headers: json, body: '[' },
  ],
  ['a query that is not JSON', 'worker.byId?input={'],
  ['a batch of queries that is not JSON', 'worker.byId,worker.byId?batch=1&input=['],
  ['no body', 'shift.claim', { method: 'POST', headers: json }],
]

const withToken = (init: (typeof unserved)[number][2], given: string | undefined): RequestInit =>
  given === undefined
    ? { ...init }
    : { ...init, headers: { ...init?.headers, authorization: `Bearer ${given}` } }

describe.each([...unserved, ...unreadable])('%s', (_, path, init) => {
  test.each([
    ['without a token', undefined],
    ['with a token', token],
  ])('is refused with 429 after some requests, %s', async (_, given) => {
    const api = createApi(db, { limitRate: createRateLimiter(30) })
    const statuses: number[] = []
    for (let n = 0; n < 32; n++) statuses.push((await api.send(path, withToken(init, given))).status)
    expect(statuses[0]).not.toBe(429)
    const last = await api.send(path, withToken(init, given))
    expect(failureOf(last)).toMatchObject(tooMany)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe.each(unserved)('%s', (_, path, init) => {
  test('is counted as unknown, and logged', async () => {
    const calls: Call[] = []
    const log = createLogRecorder()
    const api = createApi(db, { recordCall: (call) => calls.push(call), logger: log.logger })
    await api.send(path, withToken(init, token))
    expect(calls.length).toBeGreaterThan(0)
    for (const { procedure, outcome } of calls) {
      expect(procedure).toBe('unknown')
      expect(outcome).not.toBe('OK')
    }
    expect(log.lines.length).toBeGreaterThan(0)
    expect(log.lines[0]).toMatchObject({ level: 'warn', principal: `worker:${workerId}` })
  })
})

describe('callers without a valid token', () => {
  const callApi = (api: ReturnType<typeof createApi>, given?: string, clientAddress?: string) =>
    api.callProcedure(callTo('worker.byId', workerId), given, {}, clientAddress)

  test('are limited by their address, also with an invalid token', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(2) })
    for (const given of [undefined, 'garbage'])
      expect(failureOf(await callApi(api, given, '192.0.2.1'))).toMatchObject({ status: 401 })
    expect(failureOf(await callApi(api, undefined, '192.0.2.1'))).toMatchObject(tooMany)
    expect(failureOf(await callApi(api, undefined, '192.0.2.2'))).toMatchObject({ status: 401 })
  })

  test('are limited by each call of a batch', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(30) })
    const batch = `/trpc/${Array.from({ length: 20 }, () => 'worker.byId').join(',')}?batch=1&input={}`
    expect((await api.send(batch)).status).not.toBe(429)
    expect(failureOf(await api.send(batch))).toMatchObject(tooMany)
  })

  test('of one IPv6 network are limited together', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(1) })
    expect(failureOf(await callApi(api, undefined, '2001:db8::1'))).toMatchObject({ status: 401 })
    expect(failureOf(await callApi(api, undefined, '2001:db8:0:0:ffff::2'))).toMatchObject(tooMany)
    expect(failureOf(await callApi(api, undefined, '2001:db8:0:1::1'))).toMatchObject({ status: 401 })
  })

  test('do not affect callers with a token, at the same address or where none is known', async () => {
    for (const address of ['192.0.2.1', undefined]) {
      const api = createApi(db, { limitRate: createRateLimiter(3) })
      for (let n = 0; n < 10; n++) await callApi(api, undefined, address)
      expect(await callApi(api, token, address)).toMatchObject({ status: 200 })
    }
  })

  test('cannot flood the log', async () => {
    const log = createLogRecorder()
    const calls: Call[] = []
    const api = createApi(db, { logger: log.logger, recordCall: (call) => calls.push(call) })
    const startedAt = performance.now()
    for (let n = 0; n < 150; n++) await callApi(api)
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000) + 1
    expect(calls).toHaveLength(150)
    expect(log.lines.length).toBeLessThanOrEqual(20 * seconds)
  })
})

test('a caller beyond its rate cannot flood the log', async () => {
  const log = createLogRecorder()
  const api = createApi(db, { logger: log.logger, limitRate: createRateLimiter(1) })
  const startedAt = performance.now()
  for (let n = 0; n < 150; n++) await api.callProcedure(callTo('worker.byId', workerId), token)
  const seconds = Math.ceil((performance.now() - startedAt) / 1_000) + 1
  expect(log.lines.length).toBeLessThanOrEqual(1 + 20 * seconds)
})

describe('counts', () => {
  const count = (api: ReturnType<typeof createApi>, given: string, from: string, to: string) => {
    const call = callTo('shift.countEligibleByDay', workerId)
    return api.callProcedure({ ...call, input: { ...call.input, from, to } }, given)
  }

  test.each([
    ['2020-01-01T00:00:00Z', '2030-01-08T00:00:00Z'],
    ['2026-12-01T00:00:00Z', '2031-12-01T00:00:00Z'],
  ])('are allowed for a window of up to ten years: %s to %s', async (from, to) => {
    expect(await count(createApi(db), token, from, to)).toMatchObject({ status: 200 })
  })

  test.each([
    ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['2020-01-01T00:00:00Z', '2030-01-08T00:00:00.001Z'],
    ['2020-01-01T00:00:00+14:00', '2030-01-08T00:00:00-14:00'],
  ])('are refused for a longer window: %s to %s', async (from, to) => {
    const failure = failureOf(await count(createApi(db), token, from, to))
    expect(failure).toMatchObject({ status: 400, issues: [{ path: 'to' }] })
    expect(failure.message).toContain('3,660 days')
  })
})

describe('many calls at once', () => {
  const page = callTo('shift.listEligible', workerId)
  const counts = callTo('shift.countEligibleByDay', workerId)
  const unlocks = callTo('document.listUnlocks', workerId)

  test.each([
    ['a worker', token, page, 4],
    ['a worker that counts', token, counts, 1],
    ['a worker that lists unlocks', token, unlocks, 1],
    ['a service', serviceToken, page, 6],
    ['a service that counts', serviceToken, counts, 3],
    ['a service that lists unlocks', serviceToken, unlocks, 3],
  ])('of %s leave connections for others', async (_, given, call, running) => {
    const api = createApi(db)
    const lock = await lockShifts(db)
    const responses = Array.from({ length: 14 }, () => api.callProcedure(call, given))
    await lock.untilQueriesWait(running)
    // This call reads no locked table.
    for (let n = 0; n < 5; n++)
      expect(await api.callProcedure(callTo('worker.byId', otherId), otherToken)).toMatchObject({
        status: 200,
      })
    await lock.untilQueriesWait(running)
    await lock.release()
    for (const { status } of await Promise.all(responses)) expect([200, 503]).toContain(status)
  })

  test.each([
    ['worker', token],
    ['service', serviceToken],
  ])('of a %s all succeed, even if there are fifty', async (_, given) => {
    const api = createApi(db)
    const responses = await Promise.all(Array.from({ length: 50 }, () => api.callProcedure(page, given)))
    expect(responses.map(({ status }) => status)).toEqual(Array(50).fill(200))
  })

  test('are refused with 429 if they are too many, and calls of others are not', async () => {
    const api = createApi(db)
    const lock = await lockShifts(db)
    const statuses: number[] = []
    const responses = Array.from({ length: 300 }, async () => {
      statuses.push((await api.callProcedure(page, token)).status)
    })
    // Four calls run and a hundred wait.
    await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(196)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(196)
    expect(await api.callProcedure(callTo('worker.byId', otherId), otherToken)).toMatchObject({ status: 200 })
    await lock.release()
    await Promise.all(responses)
    expect(statuses).toContain(200)
  })
})

test('while the process is overloaded, calls get 503 with Retry-After at once', async () => {
  const shedLoad = () => {
    throw new OverloadedError('Queries queue up.')
  }
  const response = await createApi(db, { shedLoad }).callProcedure(callTo('worker.byId', workerId), token)
  expect(failureOf(response)).toMatchObject({ status: 503, retryAfterSeconds: 1 })
  expect(response.headers.get('retry-after')).toBe('1')
})

test('an export is slowed down by calls, and not by exports', async () => {
  const limits = createLimits()
  const recordCall = vi.spyOn(limits.exportPacer, 'recordCall')
  const context = await createContext({ ...testServices(db), limits }, { requestId: 'export', token })
  const batches = await streamRouter.createCaller(context).shift.streamEligible({ workerId })
  let shifts = 0
  for await (const batch of batches) shifts += batch.length
  expect(shifts).toBe(1)
  expect(recordCall).not.toHaveBeenCalled()

  await createCaller(context).worker.byId({ workerId })
  expect(recordCall).toHaveBeenCalledOnce()
})
