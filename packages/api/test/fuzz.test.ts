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

/** What programs get wrong, and what breaks out of text into SQL, JSON, dates and numbers. */
const oddity = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.date({ noInvalidDate: false }).map(String),
  fc.date().map((date) => date.toISOString()),
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
  const question = callTo(path, workerId)
  const neverFails = async (input: unknown) => {
    const answer = await api.ask({ ...question, input }, serviceToken)
    if (answer.status === 200) return
    expect(failureOf(answer)).toMatchObject({ code: expect.stringMatching(/^(BAD_REQUEST|NOT_FOUND)$/) })
  }

  test('answers any JSON, or says what is wrong with it', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), neverFails), { numRuns: 500 })
  })

  test('answers any odd change of a good question, or says what is wrong with it', async () => {
    const changes = fc.array(fc.tuple(name, oddity), { minLength: 1, maxLength: 3 })
    const property = fc.asyncProperty(changes, (changes) => {
      return neverFails(Object.fromEntries([...Object.entries(question.input), ...changes]))
    })
    await fc.assert(property, { numRuns: 1_000 })
  })
})

const neverFaults = async (path: string, headers: Record<string, string>) => {
  const { status } = await api.send(path, { headers })
  expect(status).toBeLessThan(500)
}

test('answers any text in place of an input, a batch and a path, and never by a fault', async () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.json()).map(encodeURIComponent)
  const anyPath = fc.oneof(text, fc.constantFrom(...everyCall(workerId).map(({ path }) => path)))
  const property = fc.asyncProperty(anyPath, text, fc.boolean(), (path, input, isBatch) =>
    neverFaults(`${path}?${isBatch ? 'batch=1&' : ''}input=${input}`, {
      authorization: `Bearer ${serviceToken}`,
    }),
  )
  await fc.assert(property, { numRuns: 1_000 })
})

test('answers any token by refusing it', async () => {
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
    const answer = await api.ask(callTo('worker.byId', workerId), ascii)
    expect(failureOf(answer)).toMatchObject({ status: 401 })
  })
  await fc.assert(property, { numRuns: 1_000 })
})
