import { makeDocument, makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createApi } from './api.ts'
import { invalidPaths, failureOf } from './failure.ts'
import { procedurePaths, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const { id: workerId } = await makeWorker(db)
await makeDocument(db)
const clinic = await makeFacility(db)
for (let n = 0; n < 3; n++) await makeShift(db, { facilityId: clinic.id })

const badRequest = { status: 400, code: 'BAD_REQUEST' }
const notFound = { status: 404, code: 'NOT_FOUND' }
const from = '2026-12-01T00:00:00Z'
const to = '2027-01-01T00:00:00Z'

const callApi = (path: string, input?: unknown) =>
  api.callProcedure({ ...callTo(path, workerId), input }, serviceToken)
/** Calls the procedure with a valid input except for a change. */
const callWith = (path: string, change: object) =>
  callApi(path, { ...callTo(path, workerId).input, ...change })

describe.each(procedurePaths)('%s', (path) => {
  test.each([0, -1, 1.5, '1', '', 2_147_483_648, 1e300, null, true, [], [1], {}])(
    'refuses %j as the id of a worker',
    async (id) => {
      const response = await callWith(path, { workerId: id })
      expect(failureOf(response)).toMatchObject(badRequest)
      expect(invalidPaths(response)).toEqual(['workerId'])
    },
  )

  test.each([null, 1, 'worker', [], [workerId]])('refuses %j as input', async (input) => {
    expect(failureOf(await callApi(path, input))).toMatchObject(badRequest)
  })

  test('refuses a missing and an empty input', async () => {
    expect(failureOf(await callApi(path))).toMatchObject(badRequest)
    const response = await callApi(path, {})
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toContain('workerId')
  })

  test('refuses an unknown name, so that a typo does not change the result', async () => {
    const refusal = failureOf(await callWith(path, { workerID: workerId }))
    expect(refusal).toMatchObject(badRequest)
    expect(refusal.message).toContain('workerID')
  })

  test('returns NOT_FOUND for an unknown worker', async () => {
    expect(failureOf(await callWith(path, { workerId: 2_147_483_647 }))).toMatchObject(notFound)
  })
})

const instants = [
  ['has no offset', '2026-12-01T00:00:00'],
  ['is a day', '2026-12-01'],
  ['is impossible', '2026-02-30T00:00:00Z'],
  ['is in the year 0', '0000-01-01T00:00:00Z'],
  ['is a word', 'infinity'],
  ['is a number', 1_764_547_200_000],
  ['is null', null],
] as const

describe.each([
  'shift.listEligible',
  'shift.countEligibleByDay',
  'shift.listUnlocked',
  'shift.listOneDocumentAway',
  'document.listUnlocks',
])('%s', (path) => {
  describe.each(['from', 'to'])('refuses %s', (end) => {
    test.each(instants)('if it %s', async (_, instant) => {
      const response = await callWith(path, { [end]: instant })
      expect(failureOf(response)).toMatchObject(badRequest)
      expect(invalidPaths(response)).toEqual([end])
    })
  })

  test('refuses a window that ends before it starts', async () => {
    const response = await callWith(path, { from: to, to: from })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toEqual(['to'])
  })

  test.each([
    ['an empty filter, which must not mean all facilities', [], 'facilityIds'],
    ['a facility instead of a list', clinic.id, 'facilityIds'],
    ['a filter that is null', null, 'facilityIds'],
    ['a filter of malformed ids', [clinic.id, '2', 0], 'facilityIds.1'],
    ['a filter of ids past the integer range', [2_147_483_648], 'facilityIds.0'],
    ['a filter of too many', Array(1_001).fill(clinic.id), 'facilityIds'],
  ])('refuses %s', async (_, facilityIds, invalidPath) => {
    const response = await callWith(path, { facilityIds })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toContain(invalidPath)
  })

  test('names the unknown facilities of a filter, and does not ignore them', async () => {
    const refusal = failureOf(await callWith(path, { facilityIds: [clinic.id, 2_000_000_000] }))
    expect(refusal).toMatchObject(notFound)
    expect(refusal.message).toContain('2000000000')
    expect(refusal.message).not.toContain(`${clinic.id},`)
  })

  test('lists every issue by its path', async () => {
    const response = await callWith(path, { workerId: 0, from: 'yesterday', facilityIds: [clinic.id, -1] })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toEqual(['facilityIds.1', 'from', 'workerId'])
    expect(failureOf(response).message).toMatch(/workerId: .*from: .*facilityIds\.1: /)
  })
})

describe('shift.countEligibleByDay', () => {
  test.each(['from', 'to'])('refuses a missing %s', async (name) => {
    const response = await callWith('shift.countEligibleByDay', { [name]: undefined })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toEqual([name])
  })

  test.each([
    '',
    '+05:30',
    'CET',
    'EST5EDT',
    'Mars/Olympus',
    'America/New_York; drop table shift',
    'America/New_York\0',
    // An old name that Node knows, and PostgreSQL does not.
    'US/Pacific-New',
    null,
    5,
  ])('refuses %j as a time zone', async (timeZone) => {
    const response = await callWith('shift.countEligibleByDay', { timeZone })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toEqual(['timeZone'])
  })
})

describe('shift.listEligible', () => {
  const path = 'shift.listEligible'

  test.each([0, -1, 501, 1.5, '100', null, 1e300])('refuses %j as a limit', async (limit) => {
    const response = await callWith(path, { limit })
    expect(failureOf(response)).toMatchObject(badRequest)
    expect(invalidPaths(response)).toEqual(['limit'])
  })

  test.each([1, 500])('accepts %i as a limit', async (limit) => {
    expect(await callWith(path, { limit })).toMatchObject({ status: 200 })
  })

  describe('refuses a cursor', async () => {
    const page = z.object({ result: z.object({ data: z.object({ nextCursor: z.string() }) }) })
    const first = await callWith(path, { from, to, facilityIds: [clinic.id], limit: 1 })
    const cursor = page.parse(first.body).result.data.nextCursor
    const other = await makeWorker(db)
    const otherClinic = await makeFacility(db)
    const same = { workerId, from, to, facilityIds: [clinic.id], cursor }
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const position: unknown[] = JSON.parse(Buffer.from(cursor, 'base64url').toString())

    test('unless it belongs to the same input, with any limit', async () => {
      expect(await callApi(path, { ...same, limit: 2 })).toMatchObject({ status: 200 })
    })

    test.each([
      ['of another worker', { ...same, workerId: other.id }],
      ['of another window', { ...same, to: '2027-02-01T00:00:00Z' }],
      ['of an input that had a window', { ...same, from: undefined, to: undefined }],
      ['of another filter', { ...same, facilityIds: [clinic.id, otherClinic.id] }],
      ['of an input that had a filter', { ...same, facilityIds: undefined }],
      ['that is empty', { ...same, cursor: '' }],
      ['that is garbage', { ...same, cursor: '%%% %%%' }],
      ['that was truncated', { ...same, cursor: cursor.slice(0, -1) }],
      ['that is too long', { ...same, cursor: cursor.repeat(20) }],
      [
        'that contains another position',
        { ...same, cursor: base64(['2026-11-01T00:00:00Z', ...position.slice(1)]) },
      ],
      ['that is other JSON', { ...same, cursor: base64({ startsAt: from, id: 1 }) }],
      ['that is null', { ...same, cursor: null }],
      ['that is a number', { ...same, cursor: 100 }],
    ])('%s', async (_, input) => {
      const response = await callApi(path, input)
      expect(failureOf(response)).toMatchObject(badRequest)
      expect(invalidPaths(response)).toEqual(['cursor'])
    })
  })
})

describe('a malformed call', () => {
  const headers = { authorization: `Bearer ${serviceToken}` }

  test.each([
    ['an input that is not JSON', 'worker.byId?input={workerId'],
    ['an input that ends too early', 'worker.byId?input={"workerId":1'],
    ['an input that is empty', 'worker.byId?input='],
    ['a batch that is not JSON', 'worker.byId,facility.listEligible?batch=1&input={0'],
    ['a batch that is a list', 'worker.byId?batch=1&input=[]'],
    ['a batch that is null', 'worker.byId?batch=1&input=null'],
  ])('is refused if it has %s', async (_, path) => {
    const { status, body } = await api.send(path, { headers })
    const bodies: unknown[] = Array.isArray(body) ? body : [body]
    const failures = bodies.map((body) => failureOf({ status, body }))
    expect(failures.length).toBeGreaterThan(0)
    for (const failure of failures) expect(failure).toMatchObject(badRequest)
  })

  test.each([
    'nobody',
    'worker',
    'worker.',
    'worker.byid',
    'worker.toString',
    'constructor',
    '__proto__',
    'shift.__proto__.x',
    '..%2f',
  ])('returns NOT_FOUND for "%s"', async (path) => {
    expect(failureOf(await api.send(`${path}?input={}`, { headers }))).toMatchObject(notFound)
  })

  test.each(['%E0%A4%A', '%', 'worker.byId%'])(
    'returns NOT_FOUND if its path cannot be decoded: %j',
    async (path) => {
      expect(failureOf(await api.send(path, { headers }))).toMatchObject(notFound)
    },
  )

  test('is refused if it is a query by POST', async () => {
    const init = { method: 'POST', headers: { ...headers, 'content-type': 'application/json' } }
    for (const body of ['{"workerId":1}', '{"workerId"', '']) {
      const response = await api.send('worker.byId', { ...init, body })
      expect(failureOf(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_SUPPORTED' })
    }
  })

  test('fails alone in a batch', async () => {
    const input = { 0: { workerId: 'x' }, 1: { workerId } }
    const path = `worker.byId,worker.byId?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`
    const { status, body } = await api.send(path, { headers })
    expect(status).toBe(207)
    expect(body).toMatchObject([
      { error: { data: { code: 'BAD_REQUEST' } } },
      { result: { data: { id: workerId } } },
    ])
  })
})
