import { createServer } from 'node:http'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { exportJWK, exportSPKI, generateKeyPair } from 'jose'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTokenVerifier, type AuthEnv } from '../src/index.ts'
import { createApi, type Api } from './api.ts'
import { failureOf } from './failure.ts'
import { close, listen } from './localServer.ts'
import { callTo } from './procedures.ts'
import { authEnv, distantPast, goodClaims, sign } from './tokens.ts'

const { db } = await useTestDatabase()
const ada = await makeWorker(db)
const claims = goodClaims(ada.id)
const { exp: _, ...endless } = claims

const rsa = await generateKeyPair('RS256')
const ec = await generateKeyPair('ES256')
const byRsa = { alg: 'RS256', kid: 'rsa' }
const byEc = { alg: 'ES256', kid: 'ec' }
const published = [
  { ...(await exportJWK(rsa.publicKey)), ...byRsa, use: 'sig' },
  { ...(await exportJWK(ec.publicKey)), ...byEc, use: 'sig' },
]

const healthy = { status: 200, body: JSON.stringify({ keys: published }) }
let says = healthy
beforeEach(() => {
  says = healthy
})
const server = createServer((_, response) => {
  response.writeHead(says.status, { 'content-type': 'application/json' }).end(says.body)
})
const port = await listen(server)
afterAll(async () => {
  server.closeAllConnections()
  await close(server)
})
const env: AuthEnv = { ...authEnv, AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys` }

/** A verifier remembers keys: each test has its own. */
const newApi = (authEnv = env) => createApi(db, { verifyToken: createTokenVerifier(authEnv) })
const ask = (api: Api, token: string) => api.ask(callTo('worker.byId', ada.id), token)
const ok = { status: 200 }
const unauthorized = { status: 401, code: 'UNAUTHORIZED' }
const unavailable = { status: 503, code: 'SERVICE_UNAVAILABLE' }

test('accepts tokens that are signed by RS256 and by ES256, and those that are signed with the shared secret', async () => {
  const api = newApi()
  expect(await ask(api, await sign(claims, rsa.privateKey, byRsa))).toMatchObject(ok)
  expect(await ask(api, await sign(claims, ec.privateKey, byEc))).toMatchObject(ok)
  expect(await ask(api, await sign(claims))).toMatchObject(ok)
})

test.each([
  ['has expired', { ...claims, exp: distantPast }],
  ['never expires', endless],
  ['is for another audience', { ...claims, aud: 'payroll' }],
  ['is from another issuer', { ...claims, iss: 'somebody' }],
])('refuses a token that %s', async (_name, spoilt) => {
  expect(failureOf(await ask(newApi(), await sign(spoilt, ec.privateKey, byEc)))).toMatchObject(unauthorized)
})

test('refuses a token that is signed with a key of a stranger, whatever key it names', async () => {
  const stranger = await generateKeyPair('ES256')
  for (const kid of ['ec', 'rsa', 'unknown']) {
    const token = await sign(claims, stranger.privateKey, { alg: 'ES256', kid })
    expect(failureOf(await ask(newApi(), token))).toMatchObject(unauthorized)
  }
})

test('refuses a token that takes the public key for a shared secret', async () => {
  const publicKey = new TextEncoder().encode(await exportSPKI(rsa.publicKey))
  const token = await sign(claims, publicKey, { alg: 'HS256', kid: 'rsa' })
  expect(failureOf(await ask(newApi(), token))).toMatchObject(unauthorized)
  expect(failureOf(await ask(newApi({ ...env, AUTH_SECRET: undefined }), token))).toMatchObject(unauthorized)
})

test('refuses a token that is signed by another algorithm', async () => {
  const { privateKey } = await generateKeyPair('PS256')
  const token = await sign(claims, privateKey, { alg: 'PS256', kid: 'rsa' })
  expect(failureOf(await ask(newApi(), token))).toMatchObject(unauthorized)
})

test('refuses a token that is signed with a key where only the shared secret is known', async () => {
  const token = await sign(claims, rsa.privateKey, byRsa)
  expect(failureOf(await ask(newApi(authEnv), token))).toMatchObject(unauthorized)
})

describe('calls no token good or bad', () => {
  test.each([
    ['fails', { status: 500, body: '{}' }],
    ['answers with a page', { status: 200, body: '<html>' }],
    ['answers with something else', { status: 200, body: '{}' }],
  ])('while the key server %s, and goes on when it is well again', async (_, trouble) => {
    const api = newApi()
    const token = await sign(claims, ec.privateKey, byEc)
    says = trouble
    const answer = await ask(api, token)
    expect(failureOf(answer)).toMatchObject(unavailable)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await ask(api, await sign(claims))).toMatchObject(ok)

    says = healthy
    expect(await ask(api, token)).toMatchObject(ok)
  })

  test('while the key server cannot be reached', async () => {
    const gone = createServer()
    const port = await listen(gone)
    await close(gone)
    const api = newApi({ ...env, AUTH_JWKS_URL: `http://127.0.0.1:${port}/keys` })
    expect(failureOf(await ask(api, await sign(claims, ec.privateKey, byEc)))).toMatchObject(unavailable)
  })
})
