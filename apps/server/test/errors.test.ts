import { connect as connectTo, createServer } from 'node:net'
import { once } from 'node:events'
import { STATUS_CODES } from 'node:http'
import { text } from 'node:stream/consumers'
import { createLogger, createRateLimiter } from '@shifts/api'
import { connect, onlyServer } from '@shifts/db'
import {
  giveDocument,
  makeWorkerWithShift,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { callTo } from './calls.ts'
import { useTestServer, protocols } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const { id: workerId } = await makeWorker(database.db)
const unknownId = 2_147_483_647
const newId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

describe.each(protocols)('over $protocol', ({ method, calls }) => {
  test('returns 400 for malformed input, with every issue and its path', async () => {
    const input = { workerId: 0, from: 'yesterday', to: '2026-12-01', timeZone: 'CET', facilityIds: [1, -1] }
    const failure = failureOf(
      await server[method]({ procedure: 'shift.countEligibleByDay', input }, serviceToken),
    )
    expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    const paths = failure.issues?.map(({ path }) => path)
    expect(paths?.toSorted()).toEqual(['facilityIds.1', 'from', 'timeZone', 'to', 'workerId'])
    for (const path of paths ?? []) expect(failure.message).toContain(`${path}: `)
  })

  test('returns 400 for input that only a later step finds to be wrong', async () => {
    const cursor = { procedure: 'shift.listEligible', input: { workerId, cursor: 'broken' } }
    const { issues, ...failure } = failureOf(await server[method](cursor, serviceToken))
    expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    expect(issues).toMatchObject([{ path: 'cursor' }])
  })

  test('returns 401 without a token', async () => {
    for (const call of calls(workerId)) {
      expect(failureOf(await server[method](call))).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
    }
  })

  test("returns 403 for another worker's data", async () => {
    const token = await workerToken(workerId + 1)
    for (const call of calls(workerId)) {
      expect(failureOf(await server[method](call, token))).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    }
  })

  test('returns 404 for an unknown worker', async () => {
    for (const call of calls(unknownId)) {
      const failure = failureOf(await server[method](call, serviceToken))
      expect(failure).toEqual({
        status: 404,
        code: 'NOT_FOUND',
        message: `There is no worker ${unknownId}.`,
      })
    }
  })

  test('returns 404 for an unknown facility', async () => {
    for (const procedure of ['shift.listEligible', 'shift.countEligibleByDay']) {
      const { input } = callTo(procedure, workerId)
      const call = { procedure, input: { ...input, facilityIds: [unknownId] } }
      const failure = failureOf(await server[method](call, serviceToken))
      expect(failure).toMatchObject({ status: 404, message: `There is no facility ${unknownId}.` })
    }
  })

  describe('a shift that cannot be claimed or released', async () => {
    const { db } = database
    const clinic = await makeFacility(db)
    const ahead = { facilityId: clinic.id, startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }
    const overlapping = { ...ahead, startsAt: '2100-12-01T21:00:00Z', endsAt: '2100-12-02T05:00:00Z' }
    const over = { facilityId: clinic.id, startsAt: '2020-12-01T14:00:00Z', endsAt: '2020-12-01T22:00:00Z' }
    const change = (procedure: string, worker: { id: number }, shift: { id: number }) =>
      server[method]({ procedure, input: { workerId: worker.id, shiftId: shift.id } }, serviceToken)
    const claim = change.bind(undefined, 'shift.claim')
    const release = change.bind(undefined, 'shift.release')
    const conflict = (reason: string) => ({ status: 409, code: 'CONFLICT', reason })

    test('returns 409 if somebody else has claimed it', async () => {
      const openShift = await makeShift(db, ahead)
      expect(await claim(await makeWorker(db), openShift)).toMatchObject({ status: 200 })
      const failure = failureOf(await claim(await makeWorker(db), openShift))
      expect(failure).toEqual({
        ...conflict('ALREADY_CLAIMED'),
        message: 'Somebody else has claimed this shift.',
      })
    })

    test('returns 409 if it overlaps a claimed shift', async () => {
      const claimant = await makeWorker(db)
      expect(await claim(claimant, await makeShift(db, ahead))).toMatchObject({ status: 200 })
      const failure = failureOf(await claim(claimant, await makeShift(db, overlapping)))
      expect(failure).toMatchObject(conflict('OVERLAPS_CLAIMED'))
    })

    test('returns 409 if it has started', async () => {
      const worker = await makeWorker(db)
      const assigned = await makeShift(db, { ...over, workerId: worker.id })
      for (const response of [
        await claim(worker, await makeShift(db, over)),
        await release(worker, assigned),
      ])
        expect(failureOf(response)).toMatchObject(conflict('ALREADY_STARTED'))
    })

    test('returns 409 if the worker has not claimed it', async () => {
      const [claimant, other] = [await makeWorker(db), await makeWorker(db)]
      const held = await makeShift(db, ahead)
      await claim(claimant, held)
      for (const shift of [held, await makeShift(db, ahead)])
        expect(failureOf(await release(other, shift))).toMatchObject(conflict('NOT_CLAIMED_BY_WORKER'))
    })

    test('returns 422 if the worker is not eligible, with the reasons that explain returns', async () => {
      const retired = await makeWorker(db, { profession: 'CNA', isActive: false })
      const closed = await makeFacility(db, { isActive: false })
      const [held, missing] = [await makeDocument(db), await makeDocument(db, { name: 'BLS card' })]
      await giveDocument(db, retired, held)
      for (const document of [held, missing]) await requireDocument(db, closed, document)
      const { id: workerId } = await makeWorker(db)
      const taken = await makeShift(db, { ...ahead, facilityId: closed.id, isDeleted: true, workerId })

      const failure = failureOf(await claim(retired, taken))
      expect(failure).toMatchObject({ status: 422, code: 'UNPROCESSABLE_CONTENT' })
      expect(failure.reasons?.map(({ code }) => code)).toEqual([
        'FACILITY_INACTIVE',
        'SHIFT_DELETED',
        'WORKER_INACTIVE',
        'SHIFT_CLAIMED',
        'DOCUMENTS_MISSING',
        'PROFESSION_MISMATCH',
      ])
      expect(failure.reasons?.find(({ code }) => code === 'DOCUMENTS_MISSING')).toMatchObject({
        documents: [{ id: missing.id, name: 'BLS card' }],
      })
      const explained = { procedure: 'shift.explain', input: { workerId: retired.id, shiftId: taken.id } }
      expect(await server.callRest(explained, serviceToken)).toMatchObject({
        body: { eligible: false, reasons: failure.reasons },
      })
    })

    test('returns 404 if it does not exist', async () => {
      for (const response of [
        await claim({ id: workerId }, { id: unknownId }),
        await release({ id: workerId }, { id: unknownId }),
      ])
        expect(failureOf(response)).toMatchObject({ status: 404, message: `There is no shift ${unknownId}.` })
    })
  })

  describe('too many requests', async () => {
    const limited = await useTestServer(database, { limitRate: createRateLimiter(1) })

    test('return 429 with Retry-After, and count for each caller separately', async () => {
      const call = callTo('worker.byId', workerId)
      const token = await workerToken(workerId)
      expect(await limited[method](call, token)).toMatchObject({ status: 200 })
      const failure = failureOf(await limited[method](call, token))
      expect(failure).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' })
      expect(failure.retryAfterSeconds).toBeGreaterThan(0)
      expect(failure.retryAfterSeconds).toBeLessThanOrEqual(60)
      expect(await limited[method](call, serviceToken)).toMatchObject({ status: 200 })
    })
  })

  const unavailable = {
    status: 503,
    code: 'SERVICE_UNAVAILABLE',
    message: 'The service cannot answer right now. Try again in a moment.',
    retryAfterSeconds: 1,
  }

  const interrupted = 'Live updates are interrupted. Connect again in a moment.'

  describe('an unavailable database', async () => {
    const unavailableUrl = new URL(database.url)
    unavailableUrl.port = String(await unusedPort())
    const connection = connect(unavailableUrl.href)
    afterAll(() => connection.close())
    const server = await useTestServer({ ...connection, url: unavailableUrl.href })

    test('returns 503 with Retry-After', async () => {
      for (const call of calls(workerId)) {
        const response = await server[method](call, serviceToken)
        const isWatch = call.procedure === 'shift.watch'
        expect(failureOf(response)).toEqual(isWatch ? { ...unavailable, message: interrupted } : unavailable)
        expect(JSON.stringify(response.body)).not.toContain(unavailableUrl.port)
      }
    })
  })

  describe('a database for which too many queries wait', async () => {
    const poolUse = () => ({ total: 10, idle: 0, waiting: 101 })
    const server = await useTestServer(database, { servers: onlyServer({ ...database, poolUse }) })

    test('returns 503 with Retry-After, without a query', async () => {
      for (const call of calls(unknownId)) {
        expect(failureOf(await server[method](call))).toEqual(unavailable)
      }
    })
  })

  describe('an internal error', async () => {
    const broken = await useTestDatabase()
    const errors: string[] = []
    const logger = createLogger('error', { write: (line: string) => void errors.push(line) })
    const server = await useTestServer(broken, { logger })
    const { id } = await makeWorker(broken.db)
    await broken.db.execute('alter table facility rename to lost_table')
    const shiftCalls = calls(id).filter(({ procedure }) => procedure.startsWith('shift.'))

    test('returns 500, and leaks no detail', async () => {
      for (const call of shiftCalls) {
        const response = await server[method](call, serviceToken)
        expect(failureOf(response)).toEqual({
          status: 500,
          code: 'INTERNAL_SERVER_ERROR',
          message: 'Something went wrong on our side. Quote the request id if you report it.',
        })
        expect(JSON.stringify(response.body)).not.toMatch(/relation|select|lost_table|stack|\.ts\b/i)
      }
    })

    test('is logged once, with its cause', async () => {
      for (const call of shiftCalls) {
        errors.length = 0
        await server[method](call, serviceToken)
        expect(errors).toEqual([expect.stringContaining('does not exist')])
      }
    })

    test('does not affect other calls', async () => {
      expect(await server[method](callTo('worker.byId', id), serviceToken)).toMatchObject({ status: 200 })
    })
  })
})

/** A port on which nothing listens. */
async function unusedPort(): Promise<number> {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = z.object({ port: z.int() }).parse(other.address())
  other.close()
  await once(other, 'close')
  return port
}

describe('an address that does not exist', () => {
  test.each([
    '/nowhere',
    '/v1',
    '/v1/',
    '/v1/workers',
    '/v1/workers/1/',
    '/v1/workers/1/nowhere',
    '/v1/workers/1/eligible-shifts.csv',
    '/V1/workers/1',
    '/v2/workers/1',
    '/trpc',
    '/trpcs/worker.byId',
    '//v1/workers/1',
  ])('%s returns 404, as a problem', async (path) => {
    const response = await server.send(path)
    expect(failureOf(response)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
  })

  test.each(['PATCH', 'PROPFIND', 'GET'])('returns 404 for %s too', async (method) => {
    expect((await server.send('/v1/nowhere', { method })).status).toBe(404)
  })

  test("returns 404 in tRPC's form, if it is a procedure that does not exist", async () => {
    for (const path of ['nobody', 'worker', 'worker.byId.toString', 'shift.streamEligible', '__proto__']) {
      const response = await server.send(`/trpc/${path}`)
      expect(failureOf(response)).toMatchObject({ status: 404, code: 'NOT_FOUND' })
      expect(response.body).toHaveProperty('error.data.code')
    }
  })
})

describe('an address that exists', () => {
  test.each([
    ['POST', '/v1/workers/1', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/v1/workers/1', 'GET, HEAD, OPTIONS'],
    ['PUT', '/v1/workers/1/claimed-shifts', 'GET, HEAD, OPTIONS, POST'],
    ['PATCH', '/v1/workers/1/claimed-shifts/2?a=b', 'DELETE, OPTIONS'],
    ['GET', '/v1/workers/1/claimed-shifts/2', 'DELETE, OPTIONS'],
    ['HEAD', '/v1/workers/1/eligible-shifts.ndjson', 'GET, OPTIONS'],
    ['PROPFIND', '/v1/workers/1', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/healthz', 'GET, HEAD, OPTIONS'],
    ['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/docs/', 'GET, HEAD, OPTIONS'],
  ])('refuses %s %s with 405, and lists its methods: %s', async (method, path, allowed) => {
    const response = await server.send(path, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe(allowed)
    // The response to HEAD has no body.
    const code = method === 'HEAD' ? undefined : failureOf(response).code
    expect(code).toBe(method === 'HEAD' ? undefined : 'METHOD_NOT_SUPPORTED')
  })

  test('lists its methods for OPTIONS', async () => {
    const { status, headers } = await server.send('/v1/workers/1', { method: 'OPTIONS' })
    expect({ status, allow: headers.get('allow') }).toEqual({ status: 204, allow: 'GET, HEAD, OPTIONS' })
  })

  test.each([
    ['GET', 'shift.claim', 'POST'],
    ['POST', 'worker.byId', 'GET, HEAD'],
    ['PATCH', 'worker.byId', 'GET, HEAD, POST'],
  ])('refuses %s of the procedure %s with 405, and lists its methods: %s', async (method, name, allowed) => {
    const headers = { 'content-type': 'application/json' }
    const response = await server.send(`/trpc/${name}`, { method, headers })
    expect(failureOf(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_SUPPORTED' })
    expect(response.headers.get('allow')).toBe(allowed)
  })
})

describe('a request without a body', async () => {
  const { db } = database
  const worker = await makeWorkerWithShift(db)
  const path = `/v1/workers/${worker.id}/claimed-shifts`
  const authorization = `Bearer ${serviceToken}`

  test.each([
    ['application/json', undefined],
    ['application/json; charset=utf-8', ''],
    ['text/plain', ''],
    ['application/x-www-form-urlencoded', undefined],
  ])('may have the content type %s', async (type, body) => {
    const headers = { authorization, 'content-type': type }
    const release = { method: 'DELETE', headers, ...(body !== undefined && { body }) }
    expect(await server.send(`${path}/${worker.shiftId}`, release)).toMatchObject({ status: 200 })
  })

  test('may be chunked', async () => {
    const release = `DELETE ${path}/${worker.shiftId} HTTP/1.1\r\nhost: here\r\nauthorization: ${authorization}\r\n`
    const json =
      'content-type: application/json\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n'
    const { hostname, port } = new URL(server.url)
    const socket = connectTo(Number(port), hostname)
    socket.write(release + json)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 /)
  })

  test('is refused if the procedure needs one', async () => {
    const headers = { authorization, 'content-type': 'application/json' }
    const failure = failureOf(await server.send(path, { method: 'POST', headers }))
    expect(failure).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })
})

describe('refuses what cannot be read', () => {
  test.each(['/v1/workers/%ZZ', '/v1/workers/%', '/%FF', '/trpc/%E0%A4%A'])(
    'in the address %s',
    async (path) => {
      expect(failureOf(await server.send(path))).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
    },
  )

  test.each(['{', '', 'null', '{}{}'])('in the input %j of a call', async (json) => {
    const response = await server.send(`/trpc/worker.byId?input=${encodeURIComponent(json)}`, {
      headers: { authorization: `Bearer ${serviceToken}` },
    })
    expect(failureOf(response)).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })

  const post = (path: string, body: string, type = 'application/json') =>
    server.send(path, { method: 'POST', body, headers: { 'content-type': type } })

  test.each(['{', '{"shiftId":1}}', 'shiftId=1', '\0'])('in the body %j', async (body) => {
    expect(failureOf(await post('/v1/workers/1', body))).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })

  test.each(['/v1/workers/1', '/trpc/worker.byId'])(
    'in a body that is too large, sent to %s',
    async (path) => {
      const failure = failureOf(await post(path, JSON.stringify('x'.repeat(100_000))))
      expect(failure).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' })
    },
  )

  test('in a body of another type', async () => {
    const failure = failureOf(await post('/trpc/worker.byId', '<worker/>', 'text/xml'))
    expect(failure).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
  })

  test.each([
    ['bytes that are not HTTP', 'garbage \0\x01\x02\r\n\r\n'],
    ['another version of HTTP', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method that does not exist', 'JUMP /v1/workers/1 HTTP/1.1\r\nhost: here\r\n\r\n'],
    ['an invalid header', 'GET /v1/workers/1 HTTP/1.1\r\nhost: here\r\nno header\r\n\r\n'],
    ['headers that are too large', `GET / HTTP/1.1\r\nhost: here\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`],
    ['a length that is not a number', 'POST /trpc/a HTTP/1.1\r\nhost: here\r\ncontent-length: x\r\n\r\n'],
  ])('in %s', async (_, bytes) => {
    expect(failureOf(await exchange(bytes))).toMatchObject({ status: 400, code: 'BAD_REQUEST' })
  })

  /** Sends bytes, and reads the response until the server closes the connection. */
  async function exchange(bytes: string) {
    const { hostname, port } = new URL(server.url)
    const socket = connectTo(Number(port), hostname)
    socket.write(bytes)
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
    const [statusLine, ...lines] = head.split('\r\n')
    const headers = new Headers(
      lines.map((line): [string, string] => {
        const [name = '', value = ''] = line.split(': ')
        return [name, value]
      }),
    )
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(body)))
    return { status: Number(statusLine?.split(' ')[1]), headers, body: JSON.parse(body) }
  }
})

test('a problem has the form of RFC 9457', async () => {
  const response = await server.send('/v1/workers/1')
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/)
  expect(response.body).toEqual({
    type: 'about:blank',
    title: STATUS_CODES[401],
    status: 401,
    detail: 'Sign in, or send a bearer token.',
    code: 'UNAUTHORIZED',
    requestId: response.headers.get('x-request-id'),
  })
})

describe('the request id', () => {
  const paths = [
    '/v1/workers/1',
    '/v1/workers/%ZZ',
    '/trpc/worker.byId',
    '/trpc/worker.byId,nobody?batch=1&input={}',
    '/nowhere',
    '/healthz',
    '/readyz',
    '/metrics',
    '/openapi.json',
    '/docs/',
  ]

  test.each(paths)('is in every response, and a new one for each: %s', async (path) => {
    const seen = new Set<string>()
    for (const method of ['GET', 'GET', 'HEAD', 'OPTIONS', 'POST']) {
      const id = (await server.send(path, { method })).headers.get('x-request-id') ?? 'none'
      expect(id).toMatch(newId)
      seen.add(id)
    }
    expect(seen.size).toBe(5)
  })

  test.each(paths)('is the one of the request: %s', async (path) => {
    const headers = { 'x-request-id': 'from-the-proxy:42' }
    expect((await server.send(path, { headers })).headers.get('x-request-id')).toBe('from-the-proxy:42')
  })

  test.each(['two words', '<script>', 'a"b', 'x'.repeat(129), 'å'])(
    'is a new one if the one of the request is not valid: %s',
    async (given) => {
      for (const path of paths) {
        const { headers } = await server.send(path, { headers: { 'x-request-id': given } })
        expect(headers.get('x-request-id')).toMatch(newId)
      }
    },
  )
})
