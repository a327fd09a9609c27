import { makeDocument, makeWorkerWithShift, makeWorker, useTestDatabase } from '@shifts/testing'
import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createApi } from './api.ts'
import { failureOf } from './failure.ts'
import { procedurePaths, callTo } from './procedures.ts'
import {
  authEnv,
  distantFuture,
  distantPast,
  validClaims,
  serviceToken,
  sign,
  workerToken,
} from './tokens.ts'

const { db } = await useTestDatabase()
const api = createApi(db)
const ada = await makeWorkerWithShift(db)
await makeDocument(db)
const unauthorized = { status: 401, code: 'UNAUTHORIZED' }

describe.each(procedurePaths)('%s', (path) => {
  test('responds to the worker itself, and to a service for any worker', async () => {
    for (const token of [await workerToken(ada.id), serviceToken]) {
      expect(await api.callProcedure(callTo(path, ada.id, ada.shiftId), token)).toMatchObject({ status: 200 })
    }
  })

  test('refuses a call without a token', async () => {
    expect(failureOf(await api.callProcedure(callTo(path, ada.id)))).toMatchObject(unauthorized)
  })

  test('refuses another worker, with the same error whether or not the requested worker exists', async () => {
    const token = await workerToken((await makeWorker(db)).id)
    const known = failureOf(await api.callProcedure(callTo(path, ada.id), token))
    expect(known).toMatchObject({ status: 403, code: 'FORBIDDEN' })
    expect(failureOf(await api.callProcedure(callTo(path, 2_147_483_647), token))).toEqual(known)
  })
})

describe('a token is refused', () => {
  const claims = validClaims(ada.id)
  const without = (claim: keyof typeof claims) => ({ ...claims, [claim]: undefined })
  const secretOf = (text: string) => new TextEncoder().encode(text)

  test.each([
    ['it is not a JWT', 'no-token-at-all'],
    ['its parts are garbage', 'a.b.c'],
    ['it is not signed: alg none', new UnsecuredJWT(claims).encode()],
    ['it is signed with another secret', sign(claims, secretOf('x'.repeat(32)))],
    ['it is signed by another algorithm', sign(claims, secretOf(authEnv.AUTH_SECRET), { alg: 'HS512' })],
    ['it has expired', sign({ ...claims, exp: distantPast })],
    ['it is not valid yet', sign({ ...claims, nbf: distantFuture })],
    ['it never expires', sign(without('exp'))],
    ['it is for another audience', sign({ ...claims, aud: 'payroll' })],
    ['it is for no audience', sign(without('aud'))],
    ['it is from another issuer', sign({ ...claims, iss: 'somebody' })],
    ['it is from no issuer', sign(without('iss'))],
    ['it has no subject', sign(without('sub'))],
    ['it names no role', sign(without('role'))],
    ['it names a role that does not exist', sign({ ...claims, role: 'admin' })],
    ['its worker is not an id', sign({ ...claims, sub: 'ada' })],
    ['its worker is beyond the range of ids', sign({ ...claims, sub: '2147483648' })],
  ])('if %s', async (_, signed) => {
    const token = await signed
    const response = await api.callProcedure(callTo('worker.byId', ada.id), token)
    expect(failureOf(response)).toMatchObject(unauthorized)
    expect(JSON.stringify(response.body)).not.toContain(token)
  })

  test('if its claims were changed, or its signature cut off', async () => {
    const [header, payload, signature] = (await sign(claims)).split('.')
    const [, otherPayload] = (await sign(validClaims(ada.id + 1))).split('.')
    for (const token of [`${header}.${otherPayload}.${signature}`, `${header}.${payload}.`]) {
      expect(failureOf(await api.callProcedure(callTo('worker.byId', ada.id), token))).toMatchObject(
        unauthorized,
      )
    }
  })

  test('if it is not sent as a bearer token', async () => {
    const headers = { authorization: `Basic ${await sign(claims)}` }
    const response = await api.callProcedure(callTo('worker.byId', ada.id), undefined, headers)
    expect(failureOf(response)).toMatchObject(unauthorized)
  })

  test('with another message if it has expired', async () => {
    const response = await api.callProcedure(
      callTo('worker.byId', ada.id),
      await sign({ ...claims, exp: distantPast }),
    )
    expect(failureOf(response).message).toMatch(/expired/)
  })
})
