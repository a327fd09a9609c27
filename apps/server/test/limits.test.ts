import { get, type IncomingMessage } from 'node:http'
import { createRateLimiter } from '@shifts/api'
import { connect } from '@shifts/db'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { failureOf } from './failure.ts'
import { metric } from './metric.ts'
import { callTo, watchCall } from './calls.ts'
import { startTestServer, trpcRequest, type TestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const { db } = database
const { id: workerId } = await makeWorker(db)
const { id: attackerId } = await makeWorker(db)
const clinic = await makeFacility(db)
await makeShift(db, { facilityId: clinic.id })
const [token, attackerToken] = [await workerToken(workerId), await workerToken(attackerId)]

async function start(options?: Parameters<typeof startTestServer>[1]): Promise<TestServer> {
  const server = await startTestServer(database, options)
  onTestFinished(() => server.close())
  return server
}

const manyNames = Array.from({ length: 99 }, () => 'a').join(',')
const encodedTwice = (names: string) => names.replaceAll(',', '%252C')

describe.each([
  ['a procedure that does not exist', '/trpc/nobody'],
  ['a batch that is too large', `/trpc/${manyNames}?batch=1&input={}`],
  [
    'a batch that is too large, its commas encoded twice',
    `/trpc/${encodedTwice(manyNames)}?batch=1&input={}`,
  ],
  ['a path that cannot be decoded', '/trpc/%25'],
  ['a call without a token over tRPC', '/trpc/worker.byId'],
  ['a call without a token over REST', '/v1/workers/1'],
  ['an address that does not exist', '/v1/nowhere'],
  ['the metrics', '/metrics'],
])('%s', (_, path) => {
  test('is refused with 429 when it is requested too often, and no worker is affected', async () => {
    const server = await start({ limitRate: createRateLimiter(5) })
    for (let n = 0; n < 5; n++) expect((await server.send(path)).status).not.toBe(429)
    const response = await server.send(path)
    expect(failureOf(response)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' })
    expect(await server.callRest(callTo('worker.byId', workerId), token)).toMatchObject({ status: 200 })
    for (const health of ['/healthz', '/readyz'])
      expect(await server.send(health)).toMatchObject({ status: 200 })
  })
})

const json = { 'content-type': 'application/json' }
const claims = `/v1/workers/${attackerId}/claimed-shifts`

describe.each<[string, string, { method?: string; headers?: Record<string, string>; body?: string }]>([
  ['a body that is not JSON, over REST', claims, { method: 'POST', headers: json, body: '{' }],
  ['a body that is not JSON, over tRPC', '/trpc/shift.claim', { method: 'POST', headers: json, body: '{' }],
  [
    'a batch that is not JSON',
    '/trpc/shift.claim,shift.claim?batch=1',
    { method: 'POST', headers: json, body: '[' },
  ],
  ['a query that is not JSON', '/trpc/worker.byId?input={', {}],
  ['a batch of queries that is not JSON', '/trpc/worker.byId,worker.byId?batch=1&input=[', {}],
  ['a body with a forbidden key', claims, { method: 'POST', headers: json, body: '{"__proto__":{}}' }],
  ['a body that is no object', claims, { method: 'POST', headers: json, body: '[]' }],
  ['no body', claims, { method: 'POST' }],
  [
    'a body of another type over REST',
    claims,
    { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
  ],
  [
    'a body of another type over tRPC',
    '/trpc/shift.claim',
    { method: 'POST', headers: { 'content-type': 'text/xml' }, body: '<a/>' },
  ],
  [
    'a body that is too large over REST',
    claims,
    { method: 'POST', headers: json, body: 'x'.repeat(100_001) },
  ],
  [
    'a body that is too large over tRPC',
    '/trpc/shift.claim',
    { method: 'POST', headers: json, body: 'x'.repeat(100_001) },
  ],
  ['another method over REST', claims, { method: 'PUT', headers: json, body: '{}' }],
  ['another method over tRPC', '/trpc/shift.claim', { method: 'PUT', headers: json, body: '{}' }],
  ['an address that cannot be decoded', '/v1/workers/%zz', {}],
  ['an address that is too long', `/v1/workers/${'1'.repeat(2_001)}`, {}],
])('%s', (_, path, init) => {
  test.each([
    ['with a token', attackerToken],
    ['without one', undefined],
  ])('is refused with 429 when it is sent too often, %s', async (_, bearer) => {
    const server = await start({ limitRate: createRateLimiter(5) })
    const headers = { ...init.headers, ...(bearer && { authorization: `Bearer ${bearer}` }) }
    const statuses: number[] = []
    for (let n = 0; n < 7; n++) statuses.push((await server.send(path, { ...init, headers })).status)
    expect(statuses[0]).toBeLessThan(429)
    expect(statuses[6]).toBe(429)
    expect(await server.callRest(callTo('worker.byId', workerId), token)).toMatchObject({ status: 200 })
  })
})

test('calls that reach no procedure are counted under one name', async () => {
  const server = await start()
  await server.send('/trpc/nobody')
  await server.send('/trpc/a,b?batch=1&input={}')
  await server.send('/v1/nowhere')
  const count = (outcome: string) =>
    metric(server, 'open_shifts_procedure_duration_seconds_count', `procedure="unknown",outcome="${outcome}"`)
  expect(await count('NOT_FOUND')).toBe(4)
  for (const names of [manyNames, manyNames.replaceAll(',', '%2C'), encodedTwice(manyNames)]) {
    expect(await server.send(`/trpc/${names}?batch=1&input={}`)).toMatchObject({ status: 400 })
  }
  expect(await count('BAD_REQUEST')).toBe(3)
})

test.each(['%25', '%25zz', '%25E0%25A4', 'worker.byId%25'])(
  'the path /trpc/%s, which cannot be decoded, is not found',
  async (path) => {
    const server = await start()
    for (const bearer of [undefined, token]) {
      const headers: Record<string, string> =
        bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
      const response = await server.send(`/trpc/${path}`, { headers })
      expect(failureOf(response)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    }
  },
)

test('concurrent readiness probes share one query', async () => {
  const connection = connect(database.url)
  onTestFinished(() => connection.close())
  const server = await startTestServer({ ...connection, url: database.url })
  onTestFinished(() => server.close())
  const migrations = await db.$client.connect()
  await migrations.query('begin; lock table drizzle.__drizzle_migrations in access exclusive mode')
  const responses = Array.from({ length: 50 }, () => server.send('/readyz'))
  await expect.poll(() => connection.poolUse().total - connection.poolUse().idle).toBe(1)
  expect(await server.callRest(callTo('worker.byId', workerId), token)).toMatchObject({ status: 200 })
  expect(connection.poolUse().waiting).toBe(0)
  await migrations.query('rollback')
  migrations.release()
  await Promise.all(responses)
})

describe('watches', () => {
  /** Starts a watch, and resolves to its status. */
  function watch(server: TestServer, given: string, id: number): Promise<number | undefined> {
    const [path] = trpcRequest(watchCall(id))
    return new Promise((resolve, reject) => {
      const request = get(server.url + path, { headers: { authorization: `Bearer ${given}` }, agent: false })
      request.on('response', (response: IncomingMessage) => {
        response.resume().on('error', () => {})
        resolve(response.statusCode)
      })
      request.on('error', reject)
      onTestFinished(() => void request.destroy())
    })
  }

  test('of one worker are refused with 429 from the twenty-first on, those of others are not', async () => {
    const server = await start()
    for (let n = 0; n < 20; n++) expect(await watch(server, attackerToken, attackerId)).toBe(200)
    expect(await watch(server, attackerToken, attackerId)).toBe(429)
    const refused = await server.callTrpc(watchCall(attackerId), attackerToken)
    expect(failureOf(refused)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await watch(server, token, workerId)).toBe(200)
    expect(await watch(server, serviceToken, attackerId)).toBe(200)
    expect(await metric(server, 'open_shifts_subscribers')).toBe(22)
  })

  test('that end no longer count', async () => {
    const server = await start()
    for (let n = 0; n < 30; n++) {
      // The client disconnects after the first event.
      await expect
        .poll(async () => (await server.callTrpc(watchCall(attackerId), attackerToken)).status)
        .toBe(200)
    }
    await expect.poll(() => metric(server, 'open_shifts_subscribers')).toBe(0)
    for (let n = 0; n < 20; n++) expect(await watch(server, attackerToken, attackerId)).toBe(200)
  })
})

describe('during an attack within the rate limit', () => {
  const sendAsAttacker = (server: TestServer, path: string) => () =>
    server.send(path, { headers: { authorization: `Bearer ${attackerToken}` } })
  const decade = `from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&timeZone=UTC`

  test.each<[string, (server: TestServer) => () => Promise<unknown>]>([
    [
      'counts of ten years',
      (server) => sendAsAttacker(server, `/v1/workers/${attackerId}/eligible-shifts/days?${decade}`),
    ],
    [
      'batches of procedures that do not exist',
      (server) => () => server.send(`/trpc/${manyNames}?batch=1&input={}`),
    ],
    ['exports', (server) => sendAsAttacker(server, `/v1/workers/${attackerId}/eligible-shifts.ndjson`)],
    [
      'readiness and metrics',
      (server) => () => Promise.all([server.send('/readyz'), server.send('/metrics')]),
    ],
  ])('of %s, a worker gets neither 503 nor 429', async (_, attack) => {
    const server = await start({ limitRate: createRateLimiter(1_000) })
    let hasEnded = false
    const attackOnce = attack(server)
    const attacking = Array.from({ length: 4 }, async () => {
      while (!hasEnded) await attackOnce()
    })
    const statuses: number[] = []
    for (let n = 0; n < 15; n++) {
      statuses.push((await server.callRest(callTo('shift.listEligible', workerId), token)).status)
      statuses.push((await server.callTrpc(callTo('worker.byId', workerId), token)).status)
    }
    hasEnded = true
    await Promise.all(attacking)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})
