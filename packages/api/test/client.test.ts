import { createServer } from 'node:http'
import { makeFacility, makeShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { afterAll, expect, test } from 'vitest'
import { appRouter, bearerToken, createContext, type AppRouter } from '../src/index.ts'
import { testServices } from './api.ts'
import { close, listen } from './localServer.ts'
import { workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const services = testServices(db)
const handler = createHTTPHandler({
  router: appRouter,
  basePath: '/api/trpc/',
  createContext: ({ req }) => {
    const headers = new Headers({ authorization: req.headers.authorization ?? '' })
    return createContext(services, { requestId: 'client', token: bearerToken(headers) })
  },
})
let requests = 0
const server = createServer((request, response) => {
  requests++
  handler(request, response)
})
const port = await listen(server)
afterAll(async () => {
  server.closeAllConnections()
  await close(server)
})

const clientWith = (token: string) =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `http://127.0.0.1:${port}/api/trpc`,
        headers: { authorization: `Bearer ${token}` },
      }),
    ],
  })

test('a program of ten lines reads every shift, and the compiler checks it', async () => {
  const { id: workerId } = await makeWorker(db)
  const { id: facilityId } = await makeFacility(db)
  for (let n = 0; n < 3; n++) await makeShift(db, { facilityId })
  const read: string[] = []

  const client = clientWith(await workerToken(workerId))
  let cursor: string | undefined
  do {
    const { shifts, nextCursor } = await client.shift.listEligible.query({ workerId, limit: 2, cursor })
    for (const { startsAt, facility } of shifts) read.push(`${startsAt} ${facility.name}`)
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)

  expect(read).toEqual(Array(3).fill('2026-12-01T14:00:00Z Lakeside Clinic'))
  // @ts-expect-error -- the test is that this does not compile: the input has no such field
  const misspelled = client.shift.listEligible.query({ worker: workerId })
  await expect(misspelled).rejects.toThrow(TRPCClientError)
})

test('calls made at once share a request, and fail separately', async () => {
  const { id: workerId } = await makeWorker(db)
  const client = clientWith(await workerToken(workerId))
  const before = requests
  const [allowed, forbidden] = await Promise.allSettled([
    client.worker.byId.query({ workerId }),
    client.worker.byId.query({ workerId: workerId + 1 }),
  ])
  expect(requests).toBe(before + 1)
  expect(allowed).toMatchObject({ status: 'fulfilled', value: { id: workerId } })
  expect(forbidden).toMatchObject({
    status: 'rejected',
    reason: { data: { code: 'FORBIDDEN', httpStatus: 403 } },
  })
})
