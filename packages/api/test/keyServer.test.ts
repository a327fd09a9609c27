import { createServer } from 'node:http'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTokenVerifier, type AuthEnv } from '../src/index.ts'
import { createApi, type Api } from './api.ts'
import { failureOf } from './failure.ts'
import { close, listen } from './localServer.ts'
import { callTo } from './procedures.ts'
import { authEnv, distantPast, validClaims, sign } from './tokens.ts'

const { db } = await useTestDatabase()
const ada = await makeWorker(db)
const claims = validClaims(ada.id)
const { exp: _, ...withoutExpiry } = claims

const rsa = await generateKeyPair('RS256')
const ec = await generateKeyPair('ES256')
const byRsa = { alg: 'RS256', kid: 'rsa' }
const byEc = { alg: 'ES256', kid: 'ec' }
const published = [
  { ...(await exportJWK(rsa.publicKey)), ...byRsa, use: 'sig' },
  { ...(await exportJWK(ec.publicKey)), ...byEc, use: 'sig' },
]

const healthy = { status: 200, body: JSON.stringify({ keys: published }) }
let keyServerResponse = healthy
beforeEach(() => {
  keyServerResponse = healthy
})
const server = createServer((_, response) => {
  response
    .writeHead(keyServerResponse.status, { 'content-type': 'application/json' })
    .end(keyServerResponse.body)
})
const port = await listen(server)
afterAll(async () => {
  server.closeAllConnections()
  await close(server)
})
const env: AuthEnv = { ...authEnv, AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys` }

/** A verifier caches keys, so each test has its own. */
const newApi = (authEnv = env) => createApi(db, { verifyToken: createTokenVerifier(authEnv) })
const callApi = (api: Api, token: string) => api.callProcedure(callTo('worker.byId', ada.id), token)
const ok = { status: 200 }
const unauthorized = { status: 401, code: 'UNAUTHORIZED' }
const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE' }

test('accepts tokens that are signed by RS256 and by ES256, and those that are signed with the shared secret', async () => {
  const api = newApi()
  expect(await callApi(api, await sign(claims, rsa.privateKey, byRsa))).toMatchObject(ok)
  expect(await callApi(api, await sign(claims, ec.privateKey, byEc))).toMatchObject(ok)
  expect(await callApi(api, await sign(claims))).toMatchObject(ok)
})

test.each([
  ['has expired', { ...claims, exp: distantPast }],
  ['never expires', withoutExpiry],
  ['is for another audience', { ...claims, aud: 'payroll' }],
  ['is from another issuer', { ...claims, iss: 'somebody' }],
])('refuses a token that %s', async (_name, claims) => {
  expect(failureOf(await callApi(newApi(), await sign(claims, ec.privateKey, byEc)))).toMatchObject(
    unauthorized,
  )
})

test('refuses a token that is signed with an unknown key, whatever key it names', async () => {
  const unknownKey = await generateKeyPair('ES256')
  for (const kid of ['ec', 'rsa', 'unknown']) {
    const token = await sign(claims, unknownKey.privateKey, { alg: 'ES256', kid })
    expect(failureOf(await callApi(newApi(), token))).toMatchObject(unauthorized)
  }
})

test('refuses a token that is signed with the public key as a shared secret', async () => {
  const publicKey = new TextEncoder().encode(await exportSPKI(rsa.publicKey))
  const token = await sign(claims, publicKey, { alg: 'HS256', kid: 'rsa' })
  expect(failureOf(await callApi(newApi(), token))).toMatchObject(unauthorized)
  expect(failureOf(await callApi(newApi({ ...env, AUTH_SECRET: undefined }), token))).toMatchObject(
    unauthorized,
  )
})

test('refuses a token that is signed by another algorithm', async () => {
  const { privateKey } = await generateKeyPair('PS256')
  const token = await sign(claims, privateKey, { alg: 'PS256', kid: 'rsa' })
  expect(failureOf(await callApi(newApi(), token))).toMatchObject(unauthorized)
})

test('refuses a token that is signed with a key if only the shared secret is configured', async () => {
  const token = await sign(claims, rsa.privateKey, byRsa)
  expect(failureOf(await callApi(newApi(authEnv), token))).toMatchObject(unauthorized)
})

describe('returns 503 for a token', () => {
  test.each([
    ['fails', { status: 500, body: '{}' }],
    ['responds with a page', { status: 200, body: '<html>' }],
    ['responds with other JSON', { status: 200, body: '{}' }],
  ])('while the key server %s, and recovers with it', async (_, failure) => {
    const api = newApi()
    const token = await sign(claims, ec.privateKey, byEc)
    keyServerResponse = failure
    const response = await callApi(api, token)
    expect(failureOf(response)).toMatchObject(unavailable)
    expect(response.headers.get('retry-after')).toBe('1')
    expect(await callApi(api, await sign(claims))).toMatchObject(ok)

    keyServerResponse = healthy
    expect(await callApi(api, token)).toMatchObject(ok)
  })

  test('while the key server cannot be reached', async () => {
    const closed = createServer()
    const port = await listen(closed)
    await close(closed)
    const api = newApi({ ...env, AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys` })
    expect(failureOf(await callApi(api, await sign(claims, ec.privateKey, byEc)))).toMatchObject(unavailable)
  })
})
