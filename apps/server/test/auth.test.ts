import { appRouter, restRoutes } from '@shifts/api'
import { makeWorkerWithShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure.ts'
import { callTo } from './calls.ts'
import { restRequest, trpcRequest, useTestServer } from './testServer.ts'
import { distantPast, goodClaims, serviceToken, sign, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const ada = await makeWorkerWithShift(database.db)
const other = await makeWorker(database.db)
const unknownId = 2_147_483_647

const claims = goodClaims(ada.id)
const unsigned = new UnsecuredJWT(claims).encode()
const [header, payload, signature] = (await sign(claims)).split('.')
const [, otherPayload] = (await sign(goodClaims(other.id))).split('.')

const badTokens = [
  ['is no JWT', 'no-token-at-all'],
  ['is garbage in three parts', 'a.b.c'],
  ['has expired', await sign({ ...claims, exp: distantPast })],
  ['is signed with another secret', await sign(claims, 'x'.repeat(32))],
  ['is not signed: alg none', unsigned],
  ['says alg none, and has a signature all the same', `${unsigned}${signature}`],
  ['has lost its signature', `${header}.${payload}.`],
  ["bears another worker's claims", `${header}.${otherPayload}.${signature}`],
  ['is for another audience', await sign({ ...claims, aud: 'payroll' })],
  ['is from another issuer', await sign({ ...claims, iss: 'somebody' })],
  ['names no role', await sign({ ...claims, role: undefined })],
] as const

// The routers are walked, and not what the tests can ask, so that a procedure without a question fails here.
const procedures = [
  ...Object.keys(appRouter._def.procedures).map((procedure) => ['tRPC', procedure, trpcRequest] as const),
  ...restRoutes.map(({ procedure }) => ['REST', procedure, restRequest] as const),
]

describe.each(procedures)('over %s, %s', (_, procedure, requestFor) => {
  function ask(workerId: number, headers: Record<string, string>, search = '') {
    const [path, init] = requestFor(callTo(procedure, workerId, ada.shiftId))
    const separator = path.includes('?') ? '&' : '?'
    return server.send(search ? `${path}${separator}${search}` : path, {
      ...init,
      headers: { ...init.headers, ...headers },
    })
  }
  const bearing = (token: string) => ({ authorization: `Bearer ${token}` })

  test('answers the worker itself, and a service for any worker', async () => {
    for (const token of [await workerToken(ada.id), await sign(claims), serviceToken]) {
      expect(await ask(ada.id, bearing(token))).toMatchObject({ status: 200 })
    }
  })

  test('refuses who does not say who it is', async () => {
    const response = await ask(ada.id, {})
    expect(failureOf(response)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
  })

  test.each(badTokens)('refuses a token that %s', async (_, token) => {
    const response = await ask(ada.id, bearing(token))
    expect(failureOf(response)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
    expect(JSON.stringify(response.body)).not.toContain(token)
  })

  test('refuses a good token that comes by another way than as a bearer', async () => {
    const responses = [
      await ask(ada.id, { authorization: `Basic ${serviceToken}` }),
      await ask(ada.id, { authorization: serviceToken }),
      await ask(ada.id, { cookie: `session=${serviceToken}; token=${serviceToken}` }),
      await ask(ada.id, {}, `access_token=${serviceToken}`),
    ]
    for (const response of responses) expect(failureOf(response)).toMatchObject({ status: 401 })
  })

  test('refuses another worker, and does not tell whether there is the one asked about', async () => {
    const token = bearing(await workerToken(other.id))
    const known = failureOf(await ask(ada.id, token))
    expect(known).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(failureOf(await ask(unknownId, token))).toEqual(known)
  })
})
