import { lockShifts, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { createRateLimiter, OverloadedError, type Call } from '../src/index.ts'
import { createApi } from './api.ts'
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

  test('of twenty calls is answered', async () => {
    expect(await send(batchOf(20))).toMatchObject({ status: 200 })
  })

  test.each(['worker.byId', 'a'])('of more calls is refused as one, whatever it names: %s', async (name) => {
    const answer = await send(name === 'a' ? `${names(999, name)}?batch=1&input={}` : batchOf(21))
    const failure = failureOf(answer)
    expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(failure.message).toContain('20')
  })
})

/** Requests that reach no procedure. */
const unserved: [string, string, { method: string; headers: Record<string, string> }?][] = [
  ['a procedure that does not exist', 'nobody'],
  ['a batch of procedures that do not exist', `${names(20, 'a')}?batch=1&input={}`],
  ['a batch that is too large', `${names(999, 'a')}?batch=1&input={}`],
  ['a batch of queries and mutations', 'worker.byId,shift.claim?batch=1&input={}'],
  ['a method that is not the procedure’s', 'shift.claim'],
  ['a body of another type', 'shift.claim', { method: 'POST', headers: { 'content-type': 'text/xml' } }],
  ['a watch in a batch', 'shift.watch?batch=1&input={}'],
]

describe.each(unserved)('%s', (_, path, init) => {
  const withToken = (given: string | undefined): RequestInit =>
    given === undefined
      ? { ...init }
      : { ...init, headers: { ...init?.headers, authorization: `Bearer ${given}` } }

  test.each([
    ['without a token', undefined],
    ['with a token', token],
  ])('is refused with 429 by and by, %s', async (_, given) => {
    const api = createApi(db, { limitRate: createRateLimiter(30) })
    const statuses: number[] = []
    for (let n = 0; n < 32; n++) statuses.push((await api.send(path, withToken(given))).status)
    expect(statuses[0]).not.toBe(429)
    const last = await api.send(path, withToken(given))
    expect(failureOf(last)).toMatchObject(tooMany)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('is counted, under no name of the caller’s, and logged', async () => {
    const calls: Call[] = []
    const log = createLogRecorder()
    const api = createApi(db, { recordCall: (call) => calls.push(call), logger: log.logger })
    await api.send(path, withToken(token))
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
  const ask = (api: ReturnType<typeof createApi>, given?: string, clientAddress?: string) =>
    api.ask(callTo('worker.byId', workerId), given, {}, clientAddress)

  test('are limited by their address, the bad token included', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(2) })
    for (const given of [undefined, 'garbage'])
      expect(failureOf(await ask(api, given, '192.0.2.1'))).toMatchObject({ status: 401 })
    expect(failureOf(await ask(api, undefined, '192.0.2.1'))).toMatchObject(tooMany)
    expect(failureOf(await ask(api, undefined, '192.0.2.2'))).toMatchObject({ status: 401 })
  })

  test('are limited by each call of a batch', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(30) })
    const batch = `/trpc/${Array.from({ length: 20 }, () => 'worker.byId').join(',')}?batch=1&input={}`
    expect((await api.send(batch)).status).not.toBe(429)
    expect(failureOf(await api.send(batch))).toMatchObject(tooMany)
  })

  test('of one IPv6 network are limited together', async () => {
    const api = createApi(db, { limitRate: createRateLimiter(1) })
    expect(failureOf(await ask(api, undefined, '2001:db8::1'))).toMatchObject({ status: 401 })
    expect(failureOf(await ask(api, undefined, '2001:db8:0:0:ffff::2'))).toMatchObject(tooMany)
    expect(failureOf(await ask(api, undefined, '2001:db8:0:1::1'))).toMatchObject({ status: 401 })
  })

  test('keep nobody with a token from calling, at the same address or where none is known', async () => {
    for (const address of ['192.0.2.1', undefined]) {
      const api = createApi(db, { limitRate: createRateLimiter(3) })
      for (let n = 0; n < 10; n++) await ask(api, undefined, address)
      expect(await ask(api, token, address)).toMatchObject({ status: 200 })
    }
  })

  test('cannot flood the log', async () => {
    const log = createLogRecorder()
    const calls: Call[] = []
    const api = createApi(db, { logger: log.logger, recordCall: (call) => calls.push(call) })
    const startedAt = performance.now()
    for (let n = 0; n < 150; n++) await ask(api)
    const seconds = Math.ceil((performance.now() - startedAt) / 1_000) + 1
    expect(calls).toHaveLength(150)
    expect(log.lines.length).toBeLessThanOrEqual(20 * seconds)
  })
})

test('a caller beyond its rate cannot flood the log', async () => {
  const log = createLogRecorder()
  const api = createApi(db, { logger: log.logger, limitRate: createRateLimiter(1) })
  const startedAt = performance.now()
  for (let n = 0; n < 150; n++) await api.ask(callTo('worker.byId', workerId), token)
  const seconds = Math.ceil((performance.now() - startedAt) / 1_000) + 1
  expect(log.lines.length).toBeLessThanOrEqual(1 + 20 * seconds)
})

describe('counts', () => {
  const count = (api: ReturnType<typeof createApi>, given: string, from: string, to: string) => {
    const question = callTo('shift.countEligibleByDay', workerId)
    return api.ask({ ...question, input: { ...question.input, from, to } }, given)
  }

  test.each([
    ['2020-01-01T00:00:00Z', '2030-01-08T00:00:00Z'],
    ['2026-12-01T00:00:00Z', '2031-12-01T00:00:00Z'],
  ])('are taken for a window of up to ten years: %s to %s', async (from, to) => {
    expect(await count(createApi(db), token, from, to)).toMatchObject({ status: 200 })
  })

  test.each([
    ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    ['2020-01-01T00:00:00Z', '2030-01-08T00:00:00.001Z'],
    ['2020-01-01T00:00:00+14:00', '2030-01-08T00:00:00-14:00'],
  ])('are refused for a longer one: %s to %s', async (from, to) => {
    const failure = failureOf(await count(createApi(db), token, from, to))
    expect(failure).toMatchObject({ status: 400, issues: [{ path: 'to' }] })
    expect(failure.message).toContain('3,660 days')
  })
})

describe('many calls at once', () => {
  const page = callTo('shift.listEligible', workerId)
  const counts = callTo('shift.countEligibleByDay', workerId)

  test.each([
    ['a worker', token, page, 4],
    ['a worker that counts', token, counts, 1],
    ['a service', serviceToken, page, 6],
    ['a service that counts', serviceToken, counts, 3],
  ])('of %s leave connections for others', async (_, given, question, running) => {
    const api = createApi(db)
    const lock = await lockShifts(db)
    const answers = Array.from({ length: 14 }, () => api.ask(question, given))
    await lock.untilQueriesWait(running)
    // No table that is locked.
    for (let n = 0; n < 5; n++)
      expect(await api.ask(callTo('worker.byId', otherId), otherToken)).toMatchObject({ status: 200 })
    await lock.untilQueriesWait(running)
    await lock.release()
    for (const { status } of await Promise.all(answers)) expect([200, 503]).toContain(status)
  })

  test.each([
    ['worker', token],
    ['service', serviceToken],
  ])('of a %s are all answered, if they are fifty', async (_, given) => {
    const api = createApi(db)
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.ask(page, given)))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
  })

  test('are refused at once with 429 where they are far too many, and not those of others', async () => {
    const api = createApi(db)
    const lock = await lockShifts(db)
    const statuses: number[] = []
    const answers = Array.from({ length: 300 }, async () => {
      statuses.push((await api.ask(page, token)).status)
    })
    // Four run and a hundred wait.
    await expect.poll(() => statuses.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(196)
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(196)
    expect(await api.ask(callTo('worker.byId', otherId), otherToken)).toMatchObject({ status: 200 })
    await lock.release()
    await Promise.all(answers)
    expect(statuses).toContain(200)
  })
})

test('while there is too much to do, what comes is told at once to come back', async () => {
  const shedLoad = () => {
    throw new OverloadedError('Queries queue up.')
  }
  const answer = await createApi(db, { shedLoad }).ask(callTo('worker.byId', workerId), token)
  expect(failureOf(answer)).toMatchObject({ status: 503, retryAfterSeconds: 1 })
  expect(answer.headers.get('retry-after')).toBe('1')
})
