import { restRoutes } from '@shifts/api'
import {
  loadWorld,
  makeFacility,
  makeShift,
  makeWorker,
  useTestDatabase,
  worldAndQuestion,
  type Question as AskedOfWorld,
} from '@shifts/db/testing'
import { createTRPCUntypedClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { failureOf } from './failure.ts'
import { linesOf } from './ndjson.ts'
import { everyQuestion, routeOf, type Inputs, type Question } from './questions.ts'
import { useTestServer, type Answer, type TestServer } from './testServer.ts'
import { serviceToken, workerToken } from './tokens.ts'

const seed = 20_261_201

const clientOf = ({ url }: TestServer, token: string | undefined) =>
  createTRPCUntypedClient({
    links: [
      httpBatchLink({
        url: `${url}/trpc`,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      }),
    ],
  })

describe('an answer', async () => {
  const database = await useTestDatabase()
  const server = await useTestServer(database)
  const client = clientOf(server, serviceToken)
  const answered = z.object({ result: z.object({ data: z.unknown() }) })

  /** Asks over tRPC, in a batch and alone, and over REST, and returns the one answer. */
  async function ask(question: Question): Promise<unknown> {
    const [batched, alone, rest] = await Promise.all([
      client.query(question.procedure, question.input),
      server.askTrpc(question, serviceToken),
      server.askRest(question, serviceToken),
    ])
    expect(answered.parse(alone.body).result.data).toEqual(batched)
    expect(rest).toMatchObject({ status: 200 })
    expect(rest.body).toEqual(batched)
    return batched
  }

  const page = z.object({ shifts: z.array(z.unknown()), nextCursor: z.string().nullable() })

  /** The whole listing by pages, whose sizes are used in turn. */
  async function walk(input: Question['input'], sizes: number[]): Promise<unknown[]> {
    const found: unknown[] = []
    let cursor: string | undefined
    for (let turn = 0; ; turn++) {
      const limit = sizes[turn % sizes.length]
      const answer = await ask({ procedure: 'shift.listEligible', input: { ...input, cursor, limit } })
      const { shifts, nextCursor } = page.parse(answer)
      found.push(...shifts)
      if (nextCursor === null) return found
      cursor = nextCursor
    }
  }

  /** What is streamed, which is to be the listing. */
  async function exportOf(question: Question, sizes: number[]): Promise<unknown[]> {
    const { body } = await server.askRest(question, serviceToken)
    const lines = linesOf(body)
    expect(lines).toEqual(await walk(question.input, sizes))
    return lines
  }

  test(
    'is the same over tRPC and REST, and what is streamed are all the pages',
    { timeout: 180_000 },
    async () => {
      const rows = new Map(restRoutes.map(({ procedure }) => [procedure, 0]))
      const property = fc.asyncProperty(worldAndQuestion, async ([world, asked]) => {
        await loadWorld(database.db, world)
        for (const { id: workerId } of world.workers) {
          for (const question of questionsFor(workerId, asked)) {
            const { procedure } = question
            const answer = routeOf(procedure).line
              ? await exportOf(question, asked.pageSizes)
              : await ask(question)
            rows.set(procedure, (rows.get(procedure) ?? 0) + rowsIn(answer))
          }
          const { from, to, facilityIds } = asked
          await walk({ workerId, from, to, facilityIds }, asked.pageSizes)
        }
      })
      await fc.assert(property, { seed, numRuns: 25 })

      // Worlds in which nobody may take anything would prove nothing.
      for (const [procedure, read] of rows) expect.soft(read, procedure).toBeGreaterThan(50)
    },
  )
})

/** What each procedure is asked about a worker of a world. The compiler misses a procedure that is not here. */
type Asked = { [Router in keyof Inputs]: { [Name in keyof Inputs[Router]]: Inputs[Router][Name][] } }

function questionsFor(workerId: number, { from, to, timeZone, facilityIds }: AskedOfWorld): Question[] {
  const asked: Asked = {
    worker: { byId: [{ workerId }] },
    facility: { listEligible: [{ workerId }] },
    shift: {
      listEligible: [{ workerId }, { workerId, from, facilityIds }, { workerId, to, limit: 7 }],
      countEligibleByDay: [
        { workerId, from, to, timeZone },
        { workerId, from, to, timeZone, facilityIds },
      ],
      streamEligible: [{ workerId }, { workerId, from, to }],
    },
  }
  return Object.entries(asked).flatMap(([router, procedures]) =>
    Object.entries<object[]>(procedures).flatMap(([name, inputs]) =>
      inputs.map((input) => ({ procedure: `${router}.${name}`, input: { ...input } })),
    ),
  )
}

/** How many things an answer lists; one that has no list is a thing itself. */
function rowsIn(answer: unknown): number {
  if (Array.isArray(answer)) return answer.length
  const lists = Object.values(Object(answer)).filter((value) => Array.isArray(value))
  return lists.length === 0 ? 1 : lists.flat().length
}

describe('a failure', async () => {
  const database = await useTestDatabase()
  const server = await useTestServer(database)
  const ada = await makeWorker(database.db)
  const other = await makeWorker(database.db)
  const clinic = await makeFacility(database.db)
  await makeShift(database.db, { facilityId: clinic.id })

  const outcomeOf = (answer: Answer) => (answer.status === 200 ? undefined : failureOf(answer))

  /** What a client is told that asks in a batch. */
  async function outcomeInBatch({ procedure, input }: Question, token: string | undefined) {
    try {
      await clientOf(server, token).query(procedure, input)
      return undefined
    } catch (error) {
      if (!(error instanceof TRPCClientError)) throw error
      const { status, headers } = z.instanceof(Response).parse(error.meta?.['response'])
      return failureOf({ status, headers, body: { error: error.shape } })
    }
  }

  test('is the same over tRPC and REST, whatever is wrong', { timeout: 180_000 }, async () => {
    const tokens = [serviceToken, await workerToken(ada.id), await workerToken(other.id), 'a.b.c', undefined]
    const failures = new Map<string, number>()
    const property = fc.asyncProperty(
      fc.constantFrom(...everyQuestion(ada.id)).chain(spoil),
      fc.constantFrom(serviceToken, ...tokens),
      async (question, token) => {
        const overTrpc = { ...question, procedure: nameOverTrpc(question.procedure) }
        const outcome = outcomeOf(await server.askRest(question, token))
        expect(outcomeOf(await server.askTrpc(overTrpc, token))).toEqual(outcome)
        expect(await outcomeInBatch(overTrpc, token)).toEqual(outcome)
        const key = `${question.procedure} ${outcome?.code}`
        failures.set(key, (failures.get(key) ?? 0) + 1)
      },
    )
    await fc.assert(property, { seed, numRuns: 800 })

    for (const { procedure } of restRoutes) {
      for (const code of ['BAD_REQUEST', 'UNAUTHORIZED', 'FORBIDDEN', 'NOT_FOUND'])
        expect.soft(failures.get(`${procedure} ${code}`), `${procedure} ${code}`).toBeGreaterThan(5)
    }
  })
})

/** tRPC's own protocol does not stream: there the listing says what would be wrong. */
const nameOverTrpc = (procedure: string) => (routeOf(procedure).line ? 'shift.listEligible' : procedure)

/** The question with some of its input spoilt, in ways that a query can say as well as JSON. */
function spoil(question: Question): fc.Arbitrary<Question> {
  const { input, path } = routeOf(question.procedure)
  const changes = Object.entries(input.shape).map(([key, schema]) => {
    const value = path.includes(`{${key}}`) ? spoiltInPath(schema) : spoilt(schema)
    return fc.tuple(fc.constant(key), value)
  })
  const nonsense = fc.tuple(fc.constantFrom('workerID', 'nonsense'), text)
  return fc
    .oneof(
      fc.constantFrom([], [['workerId', unknownId]]),
      fc.array(fc.oneof(...changes, nonsense), { minLength: 1, maxLength: 3 }),
    )
    .map((changes) => ({ ...question, input: { ...question.input, ...Object.fromEntries(changes) } }))
}

const unknownId = 2_147_483_647
const words = ['forward', 'backward', 'UTC', 'CET', 'NaN', '0x10', '1e3', '+1', ' 1', '1,2', '١']
const instants = ['2026-12-01T00:00:00Z', '2027-02-01T00:00:00+05:45', '2026-02-30T00:00:00Z', '2026-12-01']
const text = fc.oneof(
  fc.constantFrom(...words, ...instants),
  // A query cannot tell a number from the text of one.
  fc.string({ unit: 'binary-ascii', maxLength: 20 }).filter((text) => Number.isNaN(Number(text || 'none'))),
)
const number = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 501, unknownId, 2_147_483_648, Number.MAX_SAFE_INTEGER),
  fc.nat({ max: 5 }),
)

function spoilt(schema: unknown): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return spoilt(schema.unwrap())
  if (schema instanceof z.ZodArray) return fc.array(one(schema.element), { minLength: 1, maxLength: 3 })
  return fc.oneof(one(schema), fc.array(one(schema), { minLength: 2, maxLength: 3 }))
}

const one = (schema: unknown): fc.Arbitrary<unknown> =>
  schema instanceof z.ZodNumber ? fc.oneof(number, text) : text

/** A path has neither lists nor empty parts, and dots lead elsewhere. */
const spoiltInPath = (schema: unknown) =>
  one(schema).filter((value) => typeof value !== 'string' || !/^\.{0,2}$/.test(value))
