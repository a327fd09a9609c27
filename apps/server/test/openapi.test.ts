import { restRoutes, TooManyRequestsError } from '@shifts/api'
import { connect } from '@shifts/db'
import {
  makeWorkerWithShift,
  makeDocument,
  makeFacility,
  makeShift,
  requireDocument,
  giveDocument,
  useTestDatabase,
} from '@shifts/testing'
import { dereference, validate } from '@readme/openapi-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { linesOf } from './ndjson.ts'
import { everyCall, isMutation, callTo, routeOf } from './calls.ts'
import type { TestResponse } from './testResponse.ts'
import { useTestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const { db } = database
const ada = await makeWorkerWithShift(db)
await giveDocument(db, ada, await makeDocument(db))
const clinic = await makeFacility(db)
const otherClinic = await makeFacility(db)
for (let n = 0; n < 101; n++) await makeShift(db, { facilityId: clinic.id })
await makeShift(db, { facilityId: otherClinic.id })

const schema = z.record(z.string(), z.unknown())
const bodySchema = z.object({
  properties: z.record(z.string(), schema),
  required: z.array(z.string()),
})
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(
    z.looseObject({ in: z.string(), name: z.string(), required: z.boolean().default(false), schema }),
  ),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema: bodySchema })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      headers: z.record(z.string(), z.object({ required: z.boolean().default(false), schema })),
      content: z.record(z.string(), z.object({ schema })),
    }),
  ),
})
const paths = z.record(z.string(), z.record(z.string(), operation))

/**
 * What a query must have: the documents of unlocked shifts, and both ends of a window of counts, of the same kind. OpenAPI cannot
 * express that parameters need each other.
 */
const requiredIn = (procedure: string, name = 'from'): Record<string, string> => {
  if (procedure === 'shift.listUnlocked') return { documentIds: '1' }
  if (procedure !== 'shift.countEligibleByDay') return {}
  return name.endsWith('Day')
    ? { fromDay: '2026-12-01', toDay: '2026-12-02' }
    : { from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' }
}

const document = z.custom<Parameters<typeof validate>[0]>((body) => typeof body === 'object')
const read = async () => document.parse((await server.send('/openapi.json')).body)
const resolved = await dereference(await read())
const operations = Object.entries(z.object({ paths }).parse(resolved).paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase(),
    ...operation,
  })),
)

function operationOf(procedure: string) {
  const found = operations.find(({ operationId }) => operationId === procedure)
  if (!found) throw new Error(`The document has no ${procedure}.`)
  return found
}

const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }))

function schemaErrors(value: unknown, schema: object): unknown {
  return ajv.validate(schema, value) ? undefined : ajv.errors
}

/** Checks that the response is as the document describes it for its status. */
function expectDocumented(procedure: string, { status, headers, body }: TestResponse): void {
  const response = operationOf(procedure).responses[status]
  const [type = '', content] = Object.entries(response?.content ?? {})[0] ?? []
  expect(headers.get('content-type')?.split(';')[0]).toBe(type)
  const values = status === 200 && routeOf(procedure).line ? linesOf(body) : [body]
  for (const value of values) expect(schemaErrors(value, content?.schema ?? {})).toBeUndefined()

  expect(headers.has('retry-after')).toBe('retry-after' in (response?.headers ?? {}))
  for (const [name, header] of Object.entries(response?.headers ?? {})) {
    const value = headers.get(name)
    if (value === null && !header.required) continue
    const typed = header.schema['type'] === 'integer' ? Number(value) : value
    expect(schemaErrors(typed, header.schema)).toBeUndefined()
  }
}

/** Further parameters, without which a parameter is refused. */
const companions: Record<string, Record<string, string>> = {
  near: { withinMiles: '10' },
  withinMiles: { near: '41.88,-87.63' },
  minRestHours: { fitsAroundClaimed: 'true' },
}

const scalar = z.object({ type: z.string() })
const list = z.object({ type: z.literal('array'), items: schema, minItems: z.int(), maxItems: z.int() })

/** Whether the schema allows the value that is written as this text, by the rules in the description of the document. */
function isAllowed(schema: object, text: string): boolean {
  const { data: array } = list.safeParse(schema)
  if (array) {
    const items = text.split(',')
    return items.length <= array.maxItems && items.every((item) => isAllowed(array.items, item))
  }
  const { type } = scalar.parse(schema)
  if (type === 'boolean') return text === 'true' || text === 'false'
  if (type === 'string') return ajv.validate(schema, text)
  const isNumber = type === 'integer' ? /^-?(0|[1-9]\d*)$/ : /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]\d+)?$/
  return isNumber.test(text) && Number.isFinite(Number(text)) && ajv.validate(schema, Number(text))
}

const unusualNumbers = [
  ...'1e2|1E1|1e+1|1e-7|10e-1|1e400|1e21|5 | 5|+5|05|-0|-05|0x10|0b1|0o7|5.|.5|5.0|5.50|05.5|1_0|5n|٥|５'.split(
    '|',
  ),
  ...'NaN|Infinity|null|true||\0|5\0|5,|5,5|5;5'.split('|'),
]

/** Texts that the schema allows, and others. */
const anyText = (schema: object): fc.Arbitrary<string> => {
  const { items } = z
    .object({ items: z.object({ enum: z.array(z.string()).default([]) }).optional() })
    .parse(schema)
  return fc.oneof(
    fc.integer({ min: 0, max: 30 }).map(String),
    fc.double({ min: 0, max: 30 }).map(String),
    fc.double().map(String),
    fc.string(),
    fc.constantFrom('true', 'false', 'TRUE', '1', 'yes'),
    ...(items
      ? [
          fc
            .array(fc.oneof(fc.constantFrom(...items.enum, '1', '2'), fc.string()), { maxLength: 4 })
            .map(String),
        ]
      : []),
  )
}

describe('the document', () => {
  test('is valid OpenAPI 3.1', async () => {
    expect(await read()).toMatchObject({ openapi: '3.1.0' })
    expect(await validate(await read())).toMatchObject({ valid: true, warnings: [] })
  })

  test('needs no token, and is the same for everybody', async () => {
    const response = await server.send('/openapi.json')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json(;|$)/)
    expect(await read()).toEqual(response.body)
  })

  test('lists the routes, all of them and no others', () => {
    const listed = operations.map(({ method, path, operationId }) => `${operationId}: ${method} ${path}`)
    const routes = restRoutes.map(({ method, path, procedure }) => `${procedure}: ${method} ${path}`)
    expect(listed.toSorted()).toEqual(routes.toSorted())
    expect(routes.length).toBeGreaterThan(4)
  })

  test.each(restRoutes.map(({ procedure }) => procedure))('names the inputs of %s', (procedure) => {
    const { parameters, path, requestBody } = operationOf(procedure)
    const inputs = parameters.filter((parameter) => parameter.in !== 'header')
    for (const { name, in: place, required } of inputs) {
      const isInPath = path.includes(`{${name}}`)
      expect(place).toBe(isInPath ? 'path' : 'query')
      expect(required || !isInPath).toBe(true)
    }
    const input = callTo(procedure, ada.id).input
    const inBody = Object.keys(requestBody?.content['application/json']?.schema.properties ?? {})
    const names = [...inputs.map(({ name }) => name), ...inBody]
    expect(names).toEqual(expect.arrayContaining(Object.keys(input)))
    // The only other key is for tRPC's infinite queries.
    expect(Object.keys(routeOf(procedure).input.shape).filter((key) => !names.includes(key))).toEqual(
      names.includes('cursor') ? ['direction'] : [],
    )
  })
})

describe('as documented,', () => {
  const addressOf = (procedure: string) =>
    operationOf(procedure)
      .path.replace('{workerId}', String(ada.id))
      .replace('{shiftId}', String(ada.shiftId))
  const sendQuery = (procedure: string, query: string) =>
    server.send(`${addressOf(procedure)}?${query}`, {
      headers: { authorization: `Bearer ${serviceToken}` },
    })
  const shifts = ({ body }: TestResponse) => z.object({ shifts: z.array(z.unknown()) }).parse(body).shifts

  test('a parameter is required, or may be left out', async () => {
    for (const { procedure } of everyCall(ada.id, ada.shiftId)) {
      if (isMutation(procedure)) continue
      const inQuery = operationOf(procedure).parameters.filter((parameter) => parameter.in === 'query')
      const required = inQuery.filter((parameter) => parameter.required).map(({ name }) => name)
      const query = Object.entries(requiredIn(procedure))
      expect(query.map(([name]) => name)).toEqual(expect.arrayContaining(required))
      expect(await sendQuery(procedure, new URLSearchParams(query).toString())).toMatchObject({ status: 200 })
      for (const [missing] of query) {
        const others = new URLSearchParams(query.filter(([name]) => name !== missing))
        const response = await sendQuery(procedure, others.toString())
        expect(response).toMatchObject({ status: 400, body: { issues: [{ path: missing }] } })
      }
    }
  })

  test('the fields of a body are required', async () => {
    const { requestBody } = operationOf('shift.claim')
    expect(requestBody?.content['application/json']?.schema).toMatchObject({ required: ['shiftId'] })
    const response = await server.send(addressOf('shift.claim'), {
      method: 'POST',
      body: '{}',
      headers: { authorization: `Bearer ${serviceToken}`, 'content-type': 'application/json' },
    })
    expect(response).toMatchObject({ status: 400, body: { issues: [{ path: 'shiftId' }] } })
  })

  test('a limit has its bounds, and its default', async () => {
    const limit = operationOf('shift.listEligible').parameters.find(({ name }) => name === 'limit')?.schema
    const bounds = z.object({ minimum: z.int(), maximum: z.int(), default: z.int() })
    const { minimum, maximum, default: pageSize } = bounds.parse(limit)
    expect(shifts(await sendQuery('shift.listEligible', ''))).toHaveLength(pageSize)
    for (const [value, status] of [
      [minimum - 1, 400],
      [minimum, 200],
      [maximum, 200],
      [maximum + 1, 400],
    ] as const) {
      expect(await sendQuery('shift.listEligible', `limit=${value}`)).toMatchObject({ status })
    }
  })

  test('a list is repeated in the query', async () => {
    const parameters = operationOf('shift.listEligible').parameters
    const filter = parameters.find(({ name }) => name === 'facilityIds')
    // OpenAPI's default is to repeat the parameter.
    expect(filter).not.toHaveProperty('style')
    expect(filter).not.toHaveProperty('explode')
    expect(shifts(await sendQuery('shift.listEligible', `facilityIds=${otherClinic.id}`))).toHaveLength(1)
    const both = `facilityIds=${clinic.id}&facilityIds=${otherClinic.id}&limit=500`
    expect(shifts(await sendQuery('shift.listEligible', both))).toHaveLength(102)
  })

  test('a place is written as its two coordinates with a comma between them', async () => {
    const away = await makeFacility(db, { latitude: 41.88, longitude: -87.63 })
    const { id } = await makeShift(db, { facilityId: away.id })
    const near = operationOf('shift.listEligible').parameters.find(({ name }) => name === 'near')
    expect(near?.schema).toMatchObject({ type: 'string', example: '41.88,-87.63' })
    expect(shifts(await sendQuery('shift.listEligible', 'withinMiles=1&near=41.88,-87.63'))).toMatchObject([
      { id },
    ])
    expect(shifts(await sendQuery('shift.listEligible', 'withinMiles=1&near=41.88%2C-87.63'))).toHaveLength(1)
    for (const broken of ['41.88', '41.88,', '41.88,-87.63,0', 'Chicago', '91,0', '41.88;-87.63', ''])
      expect(await sendQuery('shift.listEligible', `withinMiles=1&near=${broken}`)).toMatchObject({
        status: 400,
      })
  })

  test('a list may have commas between its items, too', async () => {
    const third = await makeFacility(db)
    await makeShift(db, { facilityId: third.id })
    const count = async (query: string) =>
      shifts(await sendQuery('shift.listEligible', `${query}&limit=500`)).length
    expect(await count(`facilityIds=${clinic.id},${otherClinic.id}`)).toBe(102)
    expect(await count(`facilityIds=${clinic.id}%2C${otherClinic.id}`)).toBe(102)
    expect(await count(`facilityIds=${clinic.id},${otherClinic.id}&facilityIds=${third.id}`)).toBe(103)
    for (const broken of [`${clinic.id},`, `,${clinic.id}`, `${clinic.id};${otherClinic.id}`, ''])
      expect(await sendQuery('shift.listEligible', `facilityIds=${broken}`)).toMatchObject({ status: 400 })
  })

  describe('a parameter accepts what its schema allows, and refuses the rest:', () => {
    const queries = operations
      .filter(({ method, operationId }) => method === 'GET' && !routeOf(operationId).line)
      .flatMap(({ operationId, parameters }) =>
        parameters
          .filter((parameter) => parameter.in === 'query')
          .map((parameter): [string, string, typeof parameter.schema] => [
            operationId,
            parameter.name,
            parameter.schema,
          ]),
      )
    const sendWith = (procedure: string, name: string, value: string) => {
      const query = { ...requiredIn(procedure, name), ...companions[name], [name]: value }
      return sendQuery(procedure, new URLSearchParams(query).toString())
    }

    test.each(queries.filter(([, , { pattern }]) => pattern))(
      '%s, the text %s',
      async (procedure, name, schema) => {
        const pattern = new RegExp(z.string().parse(schema['pattern']))
        const asserted = fc.asyncProperty(fc.stringMatching(pattern), async (value) => {
          const { status, body } = await sendWith(procedure, name, value)
          // The window may end before it starts or be too long, and a zone unknown, which the schema of one text cannot say.
          const { issues } = z
            .looseObject({ issues: z.array(z.looseObject({ message: z.string() })).default([]) })
            .parse(body)
          expect(
            issues.filter(
              ({ message }) => !/must (not be before|be at most)|needs an IANA time zone/.test(message),
            ),
          ).toEqual([])
          expect([200, 400]).toContain(status)
        })
        await fc.assert(asserted, { seed: 4, numRuns: 40 })
        const others = fc.oneof(
          fc.string(),
          fc.stringMatching(pattern).map((value) => `${value}0`),
        )
        const refused = fc.asyncProperty(
          others.filter((value) => !pattern.test(value)),
          async (value) => {
            expect(await sendWith(procedure, name, value)).toMatchObject({
              status: 400,
              body: { issues: [{ path: name }] },
            })
          },
        )
        await fc.assert(refused, { seed: 5, numRuns: 20 })
      },
    )

    test.each(queries.filter(([, , { type }]) => type !== 'string'))(
      '%s, any text as %s',
      async (procedure, name, schema) => {
        const texts = [...unusualNumbers, ...fc.sample(anyText(schema), { seed: 6, numRuns: 30 })]
        const responses: TestResponse[] = []
        // Not all at once: with more requests than database connections, some could wait for too long on a busy machine.
        for (let n = 0; n < texts.length; n += 10) {
          const batch = texts.slice(n, n + 10)
          responses.push(...(await Promise.all(batch.map((text) => sendWith(procedure, name, text)))))
        }
        // An unknown facility or document is 404.
        const accepted = responses.map(
          ({ status }) => status === 200 || (status === 404 && name.endsWith('Ids')),
        )
        expect(texts.map((text, n) => [text, accepted[n] ? 'accepted' : responses[n]?.status])).toEqual(
          texts.map((text) => [text, isAllowed(schema, text) ? 'accepted' : 400]),
        )
      },
    )

    test.each(
      operations.flatMap(({ operationId, method, parameters }) =>
        method === 'GET'
          ? [[operationId, parameters.filter((parameter) => parameter.in === 'path')] as const]
          : [],
      ),
    )('%s, the ids in its path', async (procedure, parameters) => {
      for (const { name, schema } of parameters) {
        const { minimum, maximum } = z.object({ minimum: z.int(), maximum: z.int() }).parse(schema)
        const address = (value: number | string) =>
          operationOf(procedure)
            .path.replace(`{${name}}`, encodeURIComponent(value))
            .replace('{workerId}', String(ada.id))
            .replace('{shiftId}', String(ada.shiftId))
        const required = `?${new URLSearchParams(requiredIn(procedure)).toString()}`
        const headers = { authorization: `Bearer ${serviceToken}` }
        expect((await server.send(address(maximum) + required, { headers })).status).toBe(404)
        for (const value of [
          minimum - 1,
          maximum + 1,
          ...unusualNumbers.filter((text) => !isAllowed(schema, text)),
        ])
          expect((await server.send(address(value) + required, { headers })).status).toBe(400)
      }
    })
  })

  test('the longest window of counts is documented', () => {
    const to = operationOf('shift.countEligibleByDay').parameters.find(({ name }) => name === 'to')
    expect(JSON.stringify(to)).toContain('3,660 days')
  })
})

const limited = await useTestServer(database, {
  limitRate: async () => {
    throw new TooManyRequestsError(1)
  },
})
const unavailableUrl = 'postgresql://nobody@127.0.0.1:1/nothing'
const unavailableDatabase = connect(unavailableUrl)
afterAll(() => unavailableDatabase.close())
const withoutDatabase = await useTestServer({ ...unavailableDatabase, url: unavailableUrl })

describe.each(restRoutes.map(({ procedure }) => procedure))(
  'the response of %s is as documented',
  (procedure) => {
    const call = callTo(procedure, ada.id, ada.shiftId)

    test('if it succeeds', async () => {
      const response = await server.callRest(call, serviceToken)
      expect(response.status).toBe(200)
      expectDocumented(procedure, response)
    })

    test('if the request is wrong', async () => {
      const responses = [
        await server.callRest({ procedure, input: { ...call.input, workerId: 0 } }, serviceToken),
        await server.callRest(call),
        await server.callRest(call, await workerToken(ada.id + 1)),
        await server.callRest(callTo(procedure, 2_147_483_647), serviceToken),
      ]
      expect(responses.map(({ status }) => status)).toEqual([400, 401, 403, 404])
      for (const response of responses) expectDocumented(procedure, response)
    })

    test('if it is limited or the database is unavailable', async () => {
      const tooMany = await limited.callRest(call, serviceToken)
      const unavailable = await withoutDatabase.callRest(call, serviceToken)
      expect([tooMany.status, unavailable.status]).toEqual([429, 503])
      for (const response of [tooMany, unavailable]) expectDocumented(procedure, response)
    })
  },
)

test('only the changes that may be refused document refusals', () => {
  const documenting = (status: string) =>
    operations
      .filter(({ responses }) => status in responses)
      .map(({ operationId }) => operationId)
      .toSorted()
  expect(documenting('409')).toEqual(['feed.create', 'shift.claim', 'shift.release'])
  expect(documenting('422')).toEqual(['shift.claim'])
})

describe('a refusal of a change is as documented:', () => {
  const change = (procedure: string, worker: { id: number }) =>
    server.callRest(callTo(procedure, worker.id, ada.shiftId), serviceToken)

  test('a conflict', async () => {
    const other = await makeWorkerWithShift(db)
    const release = await change('shift.release', other)
    expect(await change('shift.claim', ada)).toMatchObject({ status: 200 })
    const claim = await change('shift.claim', other)
    expect(await change('shift.release', ada)).toMatchObject({ status: 200 })
    expect([release.status, claim.status]).toEqual([409, 409])
    expectDocumented('shift.release', release)
    expectDocumented('shift.claim', claim)
  })

  test('a worker who is not eligible', async () => {
    const { id } = await makeFacility(db)
    await requireDocument(db, { id }, await makeDocument(db))
    const { id: shiftId } = await makeShift(db, { facilityId: id })
    const response = await server.callRest(callTo('shift.claim', ada.id, shiftId), serviceToken)
    expect(response.status).toBe(422)
    expectDocumented('shift.claim', response)
  })
})

describe('an internal error', async () => {
  const broken = await useTestDatabase()
  const server = await useTestServer(broken)
  await broken.db.execute('alter table facility rename to lost_table')

  test('is as documented', async () => {
    const response = await server.callRest(callTo('facility.listEligible', 1), serviceToken)
    expect(response.status).toBe(500)
    expectDocumented('facility.listEligible', response)
  })
})

test('the check finds a response that is not as documented', async () => {
  const response = await server.callRest(callTo('worker.byId', ada.id), serviceToken)
  const { schema } = operationOf('worker.byId').responses[200]?.content['application/json'] ?? {}
  expect(schema).toBeDefined()
  const wrongFields = [{ name: 5 }, { profession: 'MD' }, { documents: [{}] }, { secret: true }, { id: '1' }]
  for (const change of wrongFields) {
    expect(schemaErrors({ ...Object(response.body), ...change }, schema ?? {})).toBeDefined()
  }
})
