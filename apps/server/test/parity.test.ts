import { restRoutes } from '@shifts/api'
import { createFeed } from '@shifts/db'
import {
  insertFixture,
  makeDocument,
  makeWorkerWithShift,
  makeFacility,
  makeShift,
  makeWorker,
  useTestDatabase,
  fixtureWithQuery,
  manyDocumentsPastFixtureWithQuery,
  type ListingQuery,
  type Fixture,
} from '@shifts/testing'
import { createTRPCUntypedClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { linesOf } from './ndjson.ts'
import { everyCall, isMutation, routeOf, type Inputs, type ProcedureCall } from './calls.ts'
import type { TestResponse } from './testResponse.ts'
import { useTestServer, type TestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const clientOf = ({ url }: TestServer, token: string | undefined) =>
  createTRPCUntypedClient({
    links: [
      httpBatchLink({
        url: `${url}/trpc`,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      }),
    ],
  })

const trpcResult = z.object({ result: z.object({ data: z.unknown() }) })

/** The output of a call over tRPC, or its failure. */
const overTrpc = (response: TestResponse): unknown =>
  response.status === 200 ? trpcResult.parse(response.body).result.data : failureOf(response)

/** The output of a call over REST, or its failure. */
const overRest = (response: TestResponse): unknown =>
  response.status === 200 ? response.body : failureOf(response)

/** The output of a call by tRPC's client in a batch, or its failure. */
async function inBatch(server: TestServer, { procedure, input }: ProcedureCall, token: string | undefined) {
  const client = clientOf(server, token)
  try {
    return await (isMutation(procedure) ? client.mutation(procedure, input) : client.query(procedure, input))
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error
    const { status, headers } = z.instanceof(Response).parse(error.meta?.['response'])
    return failureOf({ status, headers, body: { error: error.shape } })
  }
}

describe('an output', async () => {
  const database = await useTestDatabase()
  const server = await useTestServer(database)

  /** Calls over tRPC, in a batch and alone, and over REST. Checks that the outputs are equal, and returns the output. */
  async function callAll(call: ProcedureCall): Promise<unknown> {
    const [batched, alone, rest] = await Promise.all([
      inBatch(server, call, serviceToken),
      server.callTrpc(call, serviceToken),
      server.callRest(call, serviceToken),
    ])
    expect(overTrpc(alone)).toEqual(batched)
    expect(overRest(rest)).toEqual(batched)
    return batched
  }

  const page = z.object({ shifts: z.array(z.unknown()), nextCursor: z.string().nullable() })

  /** Reads the complete listing by pages, using the page sizes in turn. */
  async function listAll(input: ProcedureCall['input'], sizes: number[]): Promise<unknown[]> {
    const found: unknown[] = []
    let cursor: string | undefined
    for (let turn = 0; ; turn++) {
      const limit = sizes[turn % sizes.length]
      const response = await callAll({ procedure: 'shift.listEligible', input: { ...input, cursor, limit } })
      const { shifts, nextCursor } = page.parse(response)
      found.push(...shifts)
      if (nextCursor === null) return found
      cursor = nextCursor
    }
  }

  /** Reads the export, and checks that it equals the listing. */
  async function exportOf(call: ProcedureCall, sizes: number[]): Promise<unknown[]> {
    const { body } = await server.callRest(call, serviceToken)
    const lines = linesOf(body)
    expect(lines).toEqual(await listAll(call.input, sizes))
    return lines
  }

  test(
    'is the same over tRPC and REST, and an export equals all pages of the listing',
    { timeout: 300_000 },
    async () => {
      const procedures = restRoutes.map(({ procedure }) => procedure)
      const rows = new Map(procedures.filter((name) => !isMutation(name)).map((name) => [name, 0]))
      // All shifts are in the past, so claims and releases change nothing.
      const everyRefusal = [
        'feed.revoke NOT_FOUND',
        'shift.claim ALREADY_CLAIMED',
        'shift.claim ALREADY_STARTED',
        'shift.claim UNPROCESSABLE_CONTENT',
        'shift.release ALREADY_STARTED',
        'shift.release NOT_CLAIMED_BY_WORKER',
      ]
      const refusals = new Set<string>()
      const fixture = fc.oneof(fixtureWithQuery, manyDocumentsPastFixtureWithQuery)
      const property = fc.asyncProperty(fixture, async ([fixture, query]) => {
        await insertFixture(database.db, fixture)
        for (const { id: workerId } of fixture.workers) {
          await createFeed(database.db, { workerId, kind: 'eligible', filter: { minHours: 4 } })
          for (const call of callsFor(workerId, query, fixture)) {
            const { procedure } = call
            const response = routeOf(procedure).line
              ? await exportOf(call, query.pageSizes)
              : await callAll(call)
            const refusal = refused.safeParse(response).data
            if (refusal) refusals.add(`${procedure} ${refusal.reason ?? refusal.code}`)
            else if (!isMutation(procedure))
              rows.set(procedure, (rows.get(procedure) ?? 0) + rowsIn(response))
          }
          const { from, to, facilityIds } = query
          await listAll({ workerId, from, to, facilityIds }, query.pageSizes)
        }
      })
      // The fixtures must have eligible shifts, or the test would prove nothing. By chance, they may not have had enough yet.
      const hasEnough = () =>
        [...rows.values()].every((read) => read >= 5) && refusals.size >= everyRefusal.length
      await fc.assert(property, { numRuns: 6 })
      for (let more = 0; more < 30 && !hasEnough(); more++) await fc.assert(property, { numRuns: 3 })

      for (const [procedure, read] of rows) expect.soft(read, procedure).toBeGreaterThanOrEqual(5)
      expect([...refusals].toSorted()).toEqual(everyRefusal)
    },
  )
})

describe('a change', async () => {
  const database = await useTestDatabase()
  const server = await useTestServer(database)
  const clients = [
    async (call: ProcedureCall) => overTrpc(await server.callTrpc(call, serviceToken)),
    async (call: ProcedureCall) => overRest(await server.callRest(call, serviceToken)),
    (call: ProcedureCall) => inBatch(server, call, serviceToken),
  ]
  const claimed = z.looseObject({
    id: z.int(),
    claimedAt: z.string().nullable(),
    facility: z.looseObject({ id: z.int() }),
  })
  const changes = [
    ['shift.claim', expect.any(String)],
    ['shift.release', null],
  ] as const

  test('has the same output with every client, and again when any client repeats it', async () => {
    const outputs = []
    for (const call of clients) {
      const worker = await makeWorkerWithShift(database.db)
      for (const [procedure, claimedAt] of changes) {
        const change = { procedure, input: { workerId: worker.id, shiftId: worker.shiftId } }
        const response = claimed.parse(await call(change))
        expect(response).toMatchObject({ id: worker.shiftId, claimedAt })
        for (const repeat of clients) expect(await repeat(change)).toEqual(response)
        outputs.push({ ...response, id: 0, claimedAt: '', facility: { ...response.facility, id: 0 } })
      }
    }
    for (const output of outputs) expect(output).toEqual(outputs[0])
  })
})

const refused = z.looseObject({ status: z.int(), code: z.string(), reason: z.string().optional() })

/** The inputs of each procedure for a worker of a fixture. The type makes the compiler report a missing procedure. */
type InputLists = { [Router in keyof Inputs]: { [Name in keyof Inputs[Router]]: Inputs[Router][Name][] } }

function callsFor(
  workerId: number,
  { from, to, timeZone, facilityIds, filter, window }: ListingQuery,
  { documents, shifts }: Fixture,
): ProcedureCall[] {
  const documentIds = documents.map(({ id }) => id)
  const ofShifts = shifts.slice(0, 6).map(({ id: shiftId }) => ({ workerId, shiftId }))
  const inputLists: InputLists = {
    worker: {
      byId: [{ workerId }],
      setHome: [{ workerId, home: { latitude: 41.88, longitude: -87.63 } }],
    },
    filter: { getDefault: [{ workerId }], setDefault: [{ workerId, filter: consistent(filter) }] },
    // The address that create returns is another one each time.
    feed: { list: [{ workerId }], create: [], revoke: [{ workerId, feedId: unknownId }] },
    facility: { listEligible: [{ workerId }] },
    document: {
      listUnlocks: [{ workerId }, { workerId, ...inOrder(window), ...consistent(filter), facilityIds }],
    },
    shift: {
      listEligible: [
        { workerId },
        { workerId, ...inOrder(window), ...consistent(filter), facilityIds },
        { workerId, to, limit: 7 },
      ],
      countEligibleByDay: [
        { workerId, from, to, timeZone },
        {
          workerId,
          fromDay: from.slice(0, 10),
          toDay: to.slice(0, 10),
          ...consistent(filter),
          facilityIds,
        },
      ],
      listUnlocked: [
        { workerId, documentIds },
        { workerId, documentIds: documentIds.slice(0, 2), ...inOrder(window), ...consistent(filter) },
      ],
      listOneDocumentAway: [
        { workerId },
        { workerId, ...inOrder(window), ...consistent(filter), facilityIds },
      ],
      streamEligible: [{ workerId }, { workerId, from, to, ...consistent(filter) }],
      byId: ofShifts.slice(0, 2),
      explain: ofShifts,
      listClaimed: [{ workerId }, { workerId, from }, { workerId, to, limit: 7 }],
      claim: ofShifts,
      release: ofShifts,
    },
  }
  return Object.entries(inputLists).flatMap(([router, procedures]) =>
    Object.entries<object[]>(procedures).flatMap(([name, inputs]) =>
      inputs.map((input) => ({ procedure: `${router}.${name}`, input: { ...input } })),
    ),
  )
}

/** The window without an end before its start, which the API refuses. */
const inOrder = ({ from, to, fromDay, toDay }: ListingQuery['window']) => ({
  from,
  to: (to ?? '9') < (from ?? '') ? undefined : to,
  fromDay,
  toDay: (toDay ?? '9') < (fromDay ?? '') ? undefined : toDay,
})

/** The filter without combinations that the API refuses. */
const consistent = ({ near, ...filter }: ListingQuery['filter']) => ({
  ...filter,
  // Without it the filter would measure from homes, which are not always known.
  withinMiles: near && filter.withinMiles,
  near,
  weekdays: filter.weekdays && [...filter.weekdays],
  partsOfDay: filter.partsOfDay && [...filter.partsOfDay],
})

/** The number of rows in an output. An output without a list counts as one row. */
function rowsIn(response: unknown): number {
  if (Array.isArray(response)) return response.length
  const lists = Object.values(Object(response)).filter((value) => Array.isArray(value))
  return lists.length === 0 ? 1 : lists.flat().length
}

describe('a failure', async () => {
  const database = await useTestDatabase()
  const server = await useTestServer(database)
  const ada = await makeWorkerWithShift(database.db)
  const other = await makeWorker(database.db)
  await makeDocument(database.db)
  const clinic = await makeFacility(database.db)
  await makeShift(database.db, { facilityId: clinic.id })

  test('is the same over tRPC and REST, for any invalid call', { timeout: 300_000 }, async () => {
    const [own, others] = [await workerToken(ada.id), await workerToken(other.id)]
    const failures = new Map<string, number>()
    const propertyOf = (calls: fc.Arbitrary<ProcedureCall>, tokens: (string | undefined)[]) =>
      fc.asyncProperty(calls, fc.constantFrom(...tokens), async (call, token) => {
        const inTrpc = { ...call, procedure: nameOverTrpc(call.procedure) }
        const outcome = refused.safeParse(overRest(await server.callRest(call, token))).data
        expect(refused.safeParse(overTrpc(await server.callTrpc(inTrpc, token))).data).toEqual(outcome)
        expect(refused.safeParse(await inBatch(server, inTrpc, token)).data).toEqual(outcome)
        const key = `${call.procedure} ${outcome?.code}`
        failures.set(key, (failures.get(key) ?? 0) + 1)
      })
    // Enough runs that each procedure fails with each code about ten times.
    for (const call of everyCall(ada.id, ada.shiftId)) {
      const ofUnknownWorker = fc.constant({ ...call, input: { ...call.input, workerId: unknownId } })
      await fc.assert(propertyOf(makeInvalid(call), ['a.b.c', undefined]), { numRuns: 10 })
      await fc.assert(propertyOf(fc.constant(call), [others]), { numRuns: 6 })
      await fc.assert(propertyOf(ofUnknownWorker, [serviceToken]), { numRuns: 6 })
      await fc.assert(propertyOf(makeInvalid(call), [serviceToken, serviceToken, own, others]), {
        numRuns: 30,
      })
    }

    for (const { procedure } of restRoutes) {
      for (const code of ['BAD_REQUEST', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND'])
        expect.soft(failures.get(`${procedure} ${code}`), `${procedure} ${code}`).toBeGreaterThan(5)
    }
  })
})

/** tRPC's own protocol has no exports: the listing fails with the same errors. */
const nameOverTrpc = (procedure: string) => (routeOf(procedure).line ? 'shift.listEligible' : procedure)

/** The call with some of its input made invalid, in ways that a URL's query can express as well as JSON. */
function makeInvalid(call: ProcedureCall): fc.Arbitrary<ProcedureCall> {
  const { input, path } = routeOf(call.procedure)
  const { input: trpcInput } = routeOf(nameOverTrpc(call.procedure))
  const common = Object.entries(input.shape).filter(([key]) => key in trpcInput.shape)
  const changes = common.map(([key, schema]) => {
    const value = path.includes(`{${key}}`) ? invalidInPath(schema) : invalidValue(schema)
    return fc.tuple(fc.constant(key), value)
  })
  const nonsense = fc.tuple(fc.constantFrom('workerID', 'nonsense'), text)
  return fc
    .array(fc.oneof(...changes, nonsense), { minLength: 1, maxLength: 3 })
    .map((changes) => ({ ...call, input: { ...call.input, ...Object.fromEntries(changes) } }))
}

const unknownId = 2_147_483_647
const words = ['forward', 'backward', 'UTC', 'CET', 'NaN', '0x10', '1e3', '+1', ' 1', '1,2', '١']
const instants = ['2026-12-01T00:00:00Z', '2027-02-01T00:00:00+05:45', '2026-02-30T00:00:00Z', '2026-12-01']
const text = fc.oneof(
  fc.constantFrom(...words, ...instants),
  // A URL's query cannot distinguish a number from its text.
  fc.string({ unit: 'binary-ascii', maxLength: 20 }).filter((text) => Number.isNaN(Number(text || 'none'))),
)
const number = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 501, unknownId, 2_147_483_648, Number.MAX_SAFE_INTEGER),
  fc.nat({ max: 5 }),
)

function invalidValue(schema: unknown): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return invalidValue(schema.unwrap())
  if (schema instanceof z.ZodArray) {
    // REST splits lists in a query at commas.
    const item = one(schema.element).filter(hasNoComma)
    return fc.array(item, { minLength: 1, maxLength: 3 })
  }
  // In a query, an object is its values with commas between.
  const value = schema instanceof z.ZodObject ? one(schema).filter(hasNoComma) : one(schema)
  return fc.oneof(value, fc.array(value, { minLength: 2, maxLength: 3 }))
}

const hasNoComma = (value: unknown) => typeof value !== 'string' || !value.includes(',')

const one = (schema: unknown): fc.Arbitrary<unknown> =>
  schema instanceof z.ZodNumber ? fc.oneof(number, text) : text

/** A path has neither lists nor empty segments, and segments of dots lead to another path. */
const invalidInPath = (schema: unknown) =>
  one(schema).filter((value) => typeof value !== 'string' || !/^\.{0,2}$/.test(value))
