import { randomUUID } from 'node:crypto'
import { linkIdentity, unlinkIdentity } from '@shifts/db'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { startIdentityProvider } from '@shifts/testing/identityProvider'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import {
  createFindWorker,
  createIdentityProvider,
  createProviderSignIn,
  createTokenVerifier,
  InvalidTokenError,
  ProviderUnavailableError,
} from '../src/index.ts'
import { createApi } from './api.ts'
import { callTo } from './procedures.ts'
import { authEnv, workerToken } from './tokens.ts'

const { db } = await useTestDatabase()
const appOrigin = 'http://127.0.0.1:1'
const server = await startIdentityProvider({ appOrigin })
afterEach(() => server.restore())
afterAll(() => server.close())
const { issuer, clientId, clientSecret } = server

/** A verifier keeps what it has read of the provider and of people, so each test has its own. */
function newVerifier(workerClaim?: string) {
  const provider = createIdentityProvider(issuer)
  return createTokenVerifier(authEnv, { people: { provider, findWorker: createFindWorker(db, workerClaim) } })
}

async function linkedPerson() {
  const identity = { issuer, subject: randomUUID() }
  const { id: workerId } = await makeWorker(db)
  await linkIdentity(db, { ...identity, workerId })
  return { ...identity, workerId }
}

describe('an access token of the provider', () => {
  test('stands for the worker to whom the person is linked', async () => {
    const { subject, workerId } = await linkedPerson()
    const other = await makeWorker(db)
    const api = createApi(db, { verifyToken: newVerifier() })
    const token = await server.accessToken(subject)
    expect(await api.callProcedure(callTo('worker.byId', workerId), token)).toMatchObject({ status: 200 })
    expect(await api.callProcedure(callTo('worker.byId', other.id), token)).toMatchObject({ status: 403 })
    expect(
      await api.callProcedure(callTo('worker.byId', workerId), await workerToken(workerId)),
    ).toMatchObject({
      status: 200,
    })
  })

  test('of a person without a worker is refused, with what to do', async () => {
    const token = await server.accessToken(randomUUID())
    await expect(newVerifier()(token)).rejects.toThrow(/No worker belongs to this account/)
    const person = await linkedPerson()
    await unlinkIdentity(db, person)
    await expect(newVerifier()(await server.accessToken(person.subject))).rejects.toThrow(InvalidTokenError)
  })

  test('stands for the worker of the configured claim, as a number or as digits', async () => {
    const { id: workerId } = await makeWorker(db)
    const verify = newVerifier('worker_id')
    for (const worker_id of [workerId, String(workerId)])
      expect(await verify(await server.accessToken('ada', { worker_id }))).toEqual({
        kind: 'worker',
        workerId,
      })
    for (const worker_id of [undefined, 2_000_000_000, 0, 1.5, '1e3', 'ada', [workerId], true])
      await expect(verify(await server.accessToken('ada', { worker_id }))).rejects.toThrow(InvalidTokenError)
  })

  test('may not say of itself that it is a service or a worker', async () => {
    const { subject, workerId } = await linkedPerson()
    const token = await server.accessToken(subject, { role: 'service' })
    expect(decodeJwt(token)).toMatchObject({ role: 'service' })
    expect(await newVerifier()(token)).toEqual({ kind: 'worker', workerId })
  })

  test('is refused without a provider, for another audience, and with another signature', async () => {
    const { subject } = await linkedPerson()
    const token = await server.accessToken(subject)
    await expect(createTokenVerifier(authEnv)(token)).rejects.toThrow(InvalidTokenError)
    const provider = createIdentityProvider(issuer)
    const people = { provider, findWorker: createFindWorker(db, undefined) }
    const elsewhere = createTokenVerifier({ ...authEnv, AUTH_AUDIENCE: 'payroll' }, { people })
    await expect(elsewhere(token)).rejects.toThrow(InvalidTokenError)
    const [header, payload, signature = ''] = token.split('.')
    const forged = [header, payload, signature.slice(0, -20) + signature.slice(0, 20)].join('.')
    await expect(newVerifier()(forged)).rejects.toThrow(InvalidTokenError)
  })

  test.each([
    ['an ID token', { nonce: 'n' }],
    ['an ID token', { at_hash: 'h' }],
    ['an ID token', { typ: 'ID' }],
    ['a logout token', { events: {} }],
  ])('is refused if it could be %s: %j', async (_, claims) => {
    const { subject } = await linkedPerson()
    await expect(newVerifier()(await server.accessToken(subject, claims))).rejects.toThrow(InvalidTokenError)
  })

  test('is refused if it is a logout token, even with the audience of the API', async () => {
    const { subject } = await linkedPerson()
    const provider = createIdentityProvider(issuer)
    const people = { provider, findWorker: createFindWorker(db, undefined) }
    const verify = createTokenVerifier({ ...authEnv, AUTH_AUDIENCE: clientId }, { people })
    await expect(verify(await server.logoutToken({ sub: subject, events: undefined }))).rejects.toThrow(
      InvalidTokenError,
    )
  })

  test('that does not say which of several keys has signed it does not stop others from being accepted', async () => {
    const { subject, workerId } = await linkedPerson()
    const pairs = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
    const keys = await Promise.all(
      pairs.map(async ({ publicKey }, n) => ({ ...(await exportJWK(publicKey)), kid: `${n}`, alg: 'RS256' })),
    )
    server.respond('/jwks', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
    })
    const sign = (header: { kid?: string }) =>
      new SignJWT({ sub: subject, iss: issuer, aud: authEnv.AUTH_AUDIENCE })
        .setProtectedHeader({ alg: 'RS256', ...header })
        .setIssuedAt()
        .setExpirationTime('1h')
        .sign(pairs[0]?.privateKey ?? new Uint8Array())
    const verify = newVerifier()
    await expect(verify(await sign({}))).rejects.toThrow(InvalidTokenError)
    expect(await verify(await sign({ kid: '0' }))).toEqual({ kind: 'worker', workerId })
  })

  test('is accepted soon after the provider has changed its keys, and those of the last keys no more', async () => {
    const { subject, workerId } = await linkedPerson()
    const verify = newVerifier()
    await verify(await server.accessToken(subject))
    const last = await server.accessToken(subject, { at: 'the last moment' })
    server.rotateKeys()
    const token = await server.accessToken(subject)
    await expect
      .poll(() => verify(token).catch(String), { timeout: 20_000 })
      .toEqual({ kind: 'worker', workerId })
    await expect(verify(last)).rejects.toThrow(InvalidTokenError)
  })
})

describe.each([
  ['closes the connection', 'close'],
  ['responds with a page', 'page'],
  ['responds with an error', 'error'],
  ['responds with another provider’s metadata', 'other'],
])('while the provider %s', (_, how) => {
  const respond = () =>
    server.respond('/', (request, response) => {
      if (how === 'close') return void request.socket.destroy()
      const status = how === 'error' ? 500 : 200
      const body =
        how === 'other'
          ? JSON.stringify({ issuer: 'https://other.example', jwks_uri: 'https://other.example/keys' })
          : '<p>Maintenance</p>'
      response
        .writeHead(status, { 'content-type': how === 'page' ? 'text/html' : 'application/json' })
        .end(body)
    })

  test('the API responds with 503 and serves its own tokens; afterwards it recovers', async () => {
    const { subject, workerId } = await linkedPerson()
    const token = await server.accessToken(subject)
    const api = createApi(db, { verifyToken: newVerifier() })
    respond()
    const call = callTo('worker.byId', workerId)
    expect(await api.callProcedure(call, token)).toMatchObject({ status: 503 })
    expect(await api.callProcedure(call, await workerToken(workerId))).toMatchObject({ status: 200 })
    server.restore()
    await expect
      .poll(() => api.callProcedure(call, token), { timeout: 20_000 })
      .toMatchObject({ status: 200 })
  })

  test('signing in is unavailable', async () => {
    const signIn = createProviderSignIn({
      provider: createIdentityProvider(issuer),
      clientId,
      clientSecret,
      redirectUri: `${appOrigin}/sign-in/callback`,
      signedOutUri: `${appOrigin}/sign-in`,
    })
    respond()
    await expect(signIn.begin({ asAnother: false })).rejects.toThrow(ProviderUnavailableError)
    server.restore()
    const begin = () => signIn.begin({ asAnother: false }).catch(() => undefined)
    await expect.poll(begin, { timeout: 20_000 }).toBeDefined()
    const { url } = await signIn.begin({ asAnother: false })
    expect(url.href).toContain(`${issuer}/auth?`)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: clientId,
      code_challenge_method: 'S256',
      scope: 'openid',
    })
  })
})

test('a provider that fails is left alone for a while, however many ask', async () => {
  let requests = 0
  server.respond('/', (_, response) => {
    requests++
    response.writeHead(503).end()
  })
  const token = await server.accessToken('ada')
  const verify = newVerifier()
  await Promise.all(Array.from({ length: 20 }, () => verify(token).catch(() => undefined)))
  await Promise.all(Array.from({ length: 20 }, () => verify(token).catch(() => undefined)))
  // A machine may be so slow that the pause ends meanwhile.
  expect(requests).toBeLessThan(5)
})

test('the issuer must be written as the provider writes it', async () => {
  const provider = createIdentityProvider(`${issuer}/`)
  await expect(provider.metadata()).rejects.toThrow(`it must be written as ${issuer}`)
})

describe('a logout token', () => {
  const newSignIn = (id = clientId) =>
    createProviderSignIn({
      provider: createIdentityProvider(issuer),
      clientId: id,
      clientSecret,
      redirectUri: `${appOrigin}/sign-in/callback`,
      signedOutUri: `${appOrigin}/sign-in`,
    })

  test('says which sessions have ended', async () => {
    expect(await newSignIn().readLogoutToken(await server.logoutToken({ sub: 'ada', sid: 'phone' }))).toEqual(
      {
        issuer,
        subject: 'ada',
        providerSessionId: 'phone',
      },
    )
    expect(await newSignIn().readLogoutToken(await server.logoutToken({ sub: 'ada' }))).toEqual({
      issuer,
      subject: 'ada',
      providerSessionId: undefined,
    })
  })

  test.each([
    ['for another client', () => server.logoutToken({ sub: 'ada' }), 'another-client'],
    ['for nobody', () => server.logoutToken({}), clientId],
    ['that could be an ID token', () => server.logoutToken({ sub: 'ada', nonce: 'n' }), clientId],
    ['that is an access token', () => server.accessToken('ada'), clientId],
    ['without an event', () => server.logoutToken({ sub: 'ada', events: {} }), clientId],
    ['that is none', async () => 'x.y.z', clientId],
    ['that is empty', async () => '', clientId],
  ])('%s is refused', async (_, makeToken, id) => {
    await expect(newSignIn(id).readLogoutToken(await makeToken())).rejects.toThrow(InvalidTokenError)
  })
})
