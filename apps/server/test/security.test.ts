import { Agent } from 'node:http'
import { createRateLimiter } from '@shifts/api'
import { makeFacility, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { send } from './fuzz/exchange.ts'
import { callTo } from './calls.ts'
import { restRequest, startTestServer, useTestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const { id: workerId } = await makeWorker(database.db)
const workerCall = callTo('worker.byId', workerId)
const authorization = `Bearer ${serviceToken}`
const [address] = restRequest(workerCall)

const addresses = [
  ['a page', address],
  ['an export', `${address}/eligible-shifts.ndjson`],
  ['a call over tRPC', `/trpc/worker.byId?input=${encodeURIComponent(JSON.stringify({ workerId }))}`],
  ['a refusal', `${address}?limit=x`],
  ['a refusal over tRPC', '/trpc/worker.byId'],
  ['an address that does not exist', '/nowhere'],
  ['health', '/healthz'],
  ['the metrics', '/metrics'],
  ['the documentation', '/docs/'],
] as const

describe.each(addresses)('%s', (_, path) => {
  test('has security headers for browsers', async () => {
    const { headers } = await server.send(path, { headers: { authorization } })
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': expect.stringMatching(/frame-ancestors '(none|self)'/),
    })
  })

  test('does not reveal software or versions', async () => {
    const { headers, body } = await server.send(path, { headers: { authorization } })
    expect(headers.has('server')).toBe(false)
    expect(headers.has('x-powered-by')).toBe(false)
    const visible = JSON.stringify([...headers, path.startsWith('/docs') ? '' : body])
    expect(visible).not.toMatch(/fastify|express|node\.?js\/|postgres/i)
    expect(visible).not.toContain(process.version.slice(1))
  })

  test('allows no page of another origin', async () => {
    const origins = ['https://app.example', 'null', server.url]
    for (const origin of origins) {
      const { headers } = await server.send(path, { headers: { authorization, origin } })
      const names = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
      expect(names).toEqual([])
      expect(headers.get('vary') ?? '').not.toMatch(/origin/i)
    }
  })
})

describe('with allowed origins', async () => {
  const server = await useTestServer(database, {
    corsOrigins: ['https://app.example', 'http://localhost:3000'],
  })
  const sendFrom = (origin: string, headers: Record<string, string> = {}) =>
    server.send(address, { headers: { authorization, origin, ...headers } })
  const preflight = (origin: string) =>
    server.send(address, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization,content-type',
      },
    })

  test.each(['https://app.example', 'http://localhost:3000'])('%s may send requests', async (origin) => {
    const { status, headers } = await sendFrom(origin)
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('access-control-expose-headers')).toBe(
      'x-request-id, retry-after, x-consistency-token',
    )
    expect(headers.get('access-control-allow-credentials')).toBe(null)
    expect(headers.get('vary')).toMatch(/origin/i)
  })

  test('an allowed origin can read errors too', async () => {
    const { status, headers } = await sendFrom('https://app.example', { authorization: 'Bearer x' })
    expect(status).toBe(401)
    expect(headers.get('access-control-allow-origin')).toBe('https://app.example')
  })

  test('an allowed origin gets a preflight response', async () => {
    const { status, headers } = await preflight('https://app.example')
    expect(status).toBe(204)
    expect(Object.fromEntries(headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': 'authorization,content-type',
    })
  })

  test.each([
    'https://elsewhere.example',
    'http://app.example',
    'https://app.example.elsewhere.example',
    'https://app.example:8443',
    'null',
  ])('%s may not send requests', async (origin) => {
    for (const { headers } of [await sendFrom(origin), await preflight(origin)]) {
      expect(headers.get('access-control-allow-origin')).toBe(null)
    }
  })

  test('an OPTIONS request that is not a preflight gets a response too', async () => {
    const { status } = await server.send(address, { method: 'OPTIONS' })
    expect(status).toBe(204)
  })
})

describe('the length of an address', () => {
  test('is limited to more than a filter of a thousand facilities needs', async () => {
    const { status } = await server.send(`${address}?${'x'.repeat(33_000)}`)
    expect(status).toBe(400)
  })

  test('allows a filter of a thousand facilities', async () => {
    const { id } = await makeFacility(database.db)
    const facilityIds = Array.from({ length: 1_000 }, () => id)
    const filtered = { procedure: 'shift.listEligible', input: { workerId, facilityIds } }
    expect(await server.callRest(filtered, serviceToken)).toMatchObject({ status: 200 })
    expect(await server.callTrpc(filtered, serviceToken)).toMatchObject({ status: 200 })
  })
})

describe('a caller that exceeds its rate', () => {
  const limit = 3
  const ownToken = () => workerToken(workerId)

  async function useLimited() {
    const limited = await startTestServer(database, { limitRate: createRateLimiter(limit) })
    onTestFinished(() => limited.close())
    return limited
  }

  /** A host on which the worker has used up its rate. */
  async function useExhausted() {
    const limited = await useLimited()
    for (let n = 0; n < limit; n++) {
      expect(await limited.callRest(workerCall, await ownToken())).toMatchObject({ status: 200 })
    }
    return limited
  }

  test('gets Retry-After, over REST and over tRPC', async () => {
    const exhausted = await useExhausted()
    const token = await ownToken()
    for (const response of [
      await exhausted.callRest(workerCall, token),
      await exhausted.callTrpc(workerCall, token),
    ]) {
      const { status, code, retryAfterSeconds } = failureOf(response)
      expect({ status, code }).toEqual({ status: 429, code: 'TOO_MANY_REQUESTS' })
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(1)
      expect(retryAfterSeconds).toBeLessThanOrEqual(60)
    }
  })

  test('is refused an export before it begins', async () => {
    const exhausted = await useExhausted()
    const response = await exhausted.callRest(callTo('shift.streamEligible', workerId), await ownToken())
    expect(failureOf(response)).toMatchObject({ status: 429 })
  })

  test('does not affect other callers', async () => {
    const exhausted = await useExhausted()
    expect(await exhausted.callRest(workerCall, serviceToken)).toMatchObject({ status: 200 })
    const { id } = await makeWorker(database.db)
    const others = await exhausted.callRest(callTo('worker.byId', id), await workerToken(id))
    expect(others).toMatchObject({ status: 200 })
  })

  test('is counted for each call of a batch, and each call beyond the rate fails', async () => {
    const limited = await useLimited()
    const calls = Array.from({ length: limit + 2 }, () => 'worker.byId').join(',')
    const inputs = Object.fromEntries(Array.from({ length: limit + 2 }, (_, n) => [n, { workerId }]))
    const input = encodeURIComponent(JSON.stringify(inputs))
    const headers = { authorization: `Bearer ${await ownToken()}` }
    const response = await limited.send(`/trpc/${calls}?batch=1&input=${input}`, { headers })
    expect(response.status).toBe(207)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const refusal = { error: { data: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: expect.any(Number) } } }
    const responses = z.array(z.record(z.string(), z.unknown())).parse(response.body)
    expect(responses.filter((one) => 'result' in one)).toHaveLength(limit)
    for (const one of responses.filter((one) => 'error' in one)) expect(one).toMatchObject(refusal)
  })
})

// Cases that fuzzing found.
describe('an unusual request', () => {
  test.each(['TRACE', 'PUT', 'OPTIONS'])(
    'by %s to a procedure is refused with a valid response',
    async (method) => {
      const response = await exchange(method, '/trpc/worker.byId')
      expect(failureOf(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_SUPPORTED' })
    },
  )

  test('that tries to leave the folder of the documentation is refused with a valid response', async () => {
    for (const path of ['/docs/static/..%2f..%2fpackage.json', '/docs/static/%2e%2e/']) {
      expect(failureOf(await exchange('GET', path))).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    }
  })

  test('without a content type is refused with a JSON response', async () => {
    const { status, headers, body } = await server.send('/trpc/worker.byId', { method: 'POST' })
    expect(status).toBe(415)
    expect(headers.get('content-type')).toMatch('application/json')
    expect(body).toMatchObject({ error: { data: { code: 'UNSUPPORTED_MEDIA_TYPE' } } })
  })

  /** Sends requests that fetch would refuse to send. */
  async function exchange(method: string, path: string) {
    const response = await send(server.url, new Agent(), { method, path, headers: {} })
    const headers = new Headers()
    for (const [name, value] of Object.entries(response.headers)) headers.set(name, String(value))
    return { ...response, headers, body: JSON.parse(response.body) }
  }
})
