import {
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
  useTestDatabase,
} from '@shifts/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { failureOf } from './failure.ts'
import { everyCall, procedurePaths, callTo } from './procedures.ts'
import { serviceToken } from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const { id: workerId } = await makeWorker(db)
const clinic = await makeFacility(db)
await makeShift(db, { facilityId: clinic.id })
await requireDocument(db, await makeFacility(db), await makeDocument(db))

/** Common mistakes of programs, and texts that could break out into SQL, JSON, dates and numbers. */
const unusualValue = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.date({ noInvalidDate: false }).map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.integer(),
  fc.array(fc.integer(), { maxLength: 4 }),
  fc.constantFrom(
    "'; drop table shift; --",
    '\0',
    '\u202e',
    '1e400',
    '-0',
    'NaN',
    '{}',
    'null',
    '__proto__',
    '%00',
  ),
)

const name = fc.oneof(
  fc.constantFrom(
    'workerId',
    'from',
    'to',
    'timeZone',
    'facilityIds',
    'cursor',
    'limit',
    'direction',
    '__proto__',
  ),
  fc.string(),
)

describe.each(procedurePaths)('%s', (path) => {
  const call = callTo(path, workerId)
  const expectNoError = async (input: unknown) => {
    const response = await api.callProcedure({ ...call, input }, serviceToken)
    if (response.status === 200) return
    expect(failureOf(response)).toMatchObject({ code: expect.stringMatching(/^(BAD_REQUEST|NOT_FOUND)$/) })
  }

  test('accepts any JSON, or refuses it with a reason', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), expectNoError), { numRuns: 150 })
  })

  test('accepts any change of a valid input, or refuses it with a reason', async () => {
    const changes = fc.array(fc.tuple(name, unusualValue), { minLength: 1, maxLength: 3 })
    const property = fc.asyncProperty(changes, (changes) => {
      return expectNoError(Object.fromEntries([...Object.entries(call.input), ...changes]))
    })
    await fc.assert(property, { numRuns: 300 })
  })
})

const expectNoInternalError = async (path: string, headers: Record<string, string>) => {
  const { status } = await api.send(path, { headers })
  expect(status).toBeLessThan(500)
}

test('any text as input, batch and path causes no internal error', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.json()).map(encodeURIComponent)
  const anyPath = fc.oneof(text, fc.constantFrom(...everyCall(workerId).map(({ path }) => path)))
  const property = fc.asyncProperty(anyPath, text, fc.boolean(), (path, input, isBatch) =>
    expectNoInternalError(`${path}?${isBatch ? 'batch=1&' : ''}input=${input}`, {
      authorization: `Bearer ${serviceToken}`,
    }),
  )
  await fc.assert(property, { numRuns: 400 })
})

test('refuses any random token', async () => {
  const part = fc.oneof(
    fc.json(),
    fc
      .record({ alg: fc.constantFrom('HS256', 'RS256', 'none', 'dir', '') })
      .map((header) => JSON.stringify(header)),
  )
  const base64 = part.map((text) => Buffer.from(text).toString('base64url'))
  const token = fc.oneof(
    fc.string(),
    fc.array(base64, { minLength: 2, maxLength: 5 }).map((parts) => parts.join('.')),
  )
  const property = fc.asyncProperty(token, async (token) => {
    const ascii = token.replaceAll(/[^\x20-\x7e]/g, '')
    const response = await api.callProcedure(callTo('worker.byId', workerId), ascii)
    expect(failureOf(response)).toMatchObject({ status: 401 })
  })
  await fc.assert(property, { numRuns: 400 })
})
