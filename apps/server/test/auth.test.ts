import { appRouter, restRoutes } from '@shifts/api'
import { makeDocument, makeWorkerWithShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { failureOf } from './failure.ts'
import { callTo } from './calls.ts'
import { restRequest, trpcRequest, useTestServer } from './testServer.ts'
import { distantPast, validClaims, serviceToken, sign, workerToken } from './tokens.ts'

const database = await useTestDatabase()
const server = await useTestServer(database)
const ada = await makeWorkerWithShift(database.db)
const other = await makeWorker(database.db)
await makeDocument(database.db)
const unknownId = 2_147_483_647

const claims = validClaims(ada.id)
const unsigned = new UnsecuredJWT(claims).encode()
const [header, payload, signature] = (await sign(claims)).split('.')
const [, otherPayload] = (await sign(validClaims(other.id))).split('.')

const badTokens = [
  ['is not a JWT', 'no-token-at-all'],
  ['is garbage in three parts', 'a.b.c'],
  ['has expired', await sign({ ...claims, exp: distantPast })],
  ['is signed with another secret', await sign(claims, 'x'.repeat(32))],
  ['is not signed: alg none', unsigned],
  ['has alg none and a signature', `${unsigned}${signature}`],
  ['has no signature', `${header}.${payload}.`],
  ["has another worker's claims", `${header}.${otherPayload}.${signature}`],
  ['is for another audience', await sign({ ...claims, aud: 'payroll' })],
  ['is from another issuer', await sign({ ...claims, iss: 'somebody' })],
  ['names no role', await sign({ ...claims, role: undefined })],
] as const

// Taken from the routers, so that a procedure for which calls.ts has no input fails here.
const procedures = [
  ...Object.keys(appRouter._def.procedures).map((procedure) => ['tRPC', procedure, trpcRequest] as const),
  ...restRoutes.map(({ procedure }) => ['REST', procedure, restRequest] as const),
]

describe.each(procedures)('over %s, %s', (_, procedure, requestFor) => {
  function sendCall(workerId: number, headers: Record<string, string>, search = '') {
    const [path, init] = requestFor(callTo(procedure, workerId, ada.shiftId))
    const separator = path.includes('?') ? '&' : '?'
    return server.send(search ? `${path}${separator}${search}` : path, {
      ...init,
      headers: { ...init.headers, ...headers },
    })
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

  test('responds to the worker itself, and to a service for any worker', async () => {
    for (const token of [await workerToken(ada.id), await sign(claims), serviceToken]) {
      expect(await sendCall(ada.id, bearer(token))).toMatchObject({ status: 200 })
    }
  })

  test('refuses a request without a token', async () => {
    const response = await sendCall(ada.id, {})
    expect(failureOf(response)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
  })

  test.each(badTokens)('refuses a token that %s', async (_, token) => {
    const response = await sendCall(ada.id, bearer(token))
    expect(failureOf(response)).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
    expect(JSON.stringify(response.body)).not.toContain(token)
  })

  test('refuses a valid token that is not sent as a bearer token', async () => {
    const responses = [
      await sendCall(ada.id, { authorization: `Basic ${serviceToken}` }),
      await sendCall(ada.id, { authorization: serviceToken }),
      await sendCall(ada.id, { cookie: `session=${serviceToken}; token=${serviceToken}` }),
      await sendCall(ada.id, {}, `access_token=${serviceToken}`),
    ]
    for (const response of responses) expect(failureOf(response)).toMatchObject({ status: 401 })
  })

  test('refuses another worker, with the same error whether or not the requested worker exists', async () => {
    const token = bearer(await workerToken(other.id))
    const known = failureOf(await sendCall(ada.id, token))
    expect(known).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(failureOf(await sendCall(unknownId, token))).toEqual(known)
  })
})
