import { randomUUID } from 'node:crypto'
import { makeWorker } from '@shifts/testing/factories'
import { servedConnection, useTestDatabase } from '@shifts/testing'
import { expect, test } from 'vitest'
import {
  deleteProviderSession,
  findWorkerOfIdentity,
  linkIdentity,
  listIdentities,
  listRevokedSessions,
  NotFoundError,
  revokeProviderSessions,
  saveProviderSession,
  unlinkIdentity,
  type Identity,
} from '../src/index.ts'

const { db } = await useTestDatabase()
const app = servedConnection(db)?.db ?? db

const issuer = 'https://login.example'
const person = (): Identity => ({ issuer, subject: `auth0|${randomUUID()}` })

/** A session of the person, saved with the rights of a host. Returns its id. */
async function saveSession(
  identity: Identity,
  providerSessionId?: string,
  expiresAt = '2100-01-01T00:00:00Z',
) {
  const sessionId = randomUUID()
  await saveProviderSession(app, {
    ...identity,
    sessionId,
    providerSessionId,
    idToken: 'id-token',
    expiresAt,
  })
  return sessionId
}

const revokedIds = async () => (await listRevokedSessions(app)).map(({ id }) => id)

test('links a person to one worker, and a worker to several persons', async () => {
  const [ada, ben] = [await makeWorker(db), await makeWorker(db)]
  const [first, second] = [person(), person()]
  expect(await findWorkerOfIdentity(app, first)).toBeUndefined()
  expect(await linkIdentity(db, { ...first, workerId: ada.id })).toBeUndefined()
  await linkIdentity(db, { ...second, workerId: ada.id })
  expect(await findWorkerOfIdentity(app, first)).toBe(ada.id)
  expect((await listIdentities(db, ada.id)).map(({ subject }) => subject)).toEqual(
    [first.subject, second.subject].sort(),
  )
  expect(await linkIdentity(db, { ...first, workerId: ben.id })).toBe(ada.id)
  expect(await findWorkerOfIdentity(app, first)).toBe(ben.id)
  expect(await listIdentities(db)).toEqual(expect.arrayContaining([{ ...second, workerId: ada.id }]))
})

test('a person is one at one issuer only, and letters count', async () => {
  const { id: workerId } = await makeWorker(db)
  const { subject } = person()
  await linkIdentity(db, { issuer, subject, workerId })
  expect(await findWorkerOfIdentity(app, { issuer: `${issuer}/`, subject })).toBeUndefined()
  expect(await findWorkerOfIdentity(app, { issuer, subject: subject.toUpperCase() })).toBeUndefined()
})

test('refuses to link an unknown worker', async () => {
  await expect(linkIdentity(db, { ...person(), workerId: 2_000_000_000 })).rejects.toThrow(NotFoundError)
})

test('unlinking and linking to another worker end the sessions of the person, and of nobody else', async () => {
  const [ada, ben] = [await makeWorker(db), await makeWorker(db)]
  const [first, second] = [person(), person()]
  await linkIdentity(db, { ...first, workerId: ada.id })
  const sessions = [await saveSession(first), await saveSession(first)]
  const other = await saveSession(second)
  await linkIdentity(db, { ...first, workerId: ben.id })
  expect(await revokedIds()).toEqual(expect.arrayContaining(sessions))
  const last = await saveSession(first)
  expect(await unlinkIdentity(db, first)).toEqual({ workerId: ben.id, sessions: 1 })
  expect(await unlinkIdentity(db, first)).toEqual({ workerId: undefined, sessions: 0 })
  expect(await revokedIds()).toContain(last)
  expect(await revokedIds()).not.toContain(other)
  expect(await findWorkerOfIdentity(app, first)).toBeUndefined()
})

test('a provider ends one of its sessions, or all of a person', async () => {
  const identity = person()
  const phone = await saveSession(identity, 'phone')
  const laptop = await saveSession(identity, 'laptop')
  const ended = await revokeProviderSessions(app, {
    issuer,
    providerSessionId: 'phone',
    subject: identity.subject,
  })
  expect(ended).toEqual([{ id: phone, expiresAt: expect.stringMatching(/^2100-01-01/) }])
  expect(await revokedIds()).not.toContain(laptop)
  expect(
    await revokeProviderSessions(app, { issuer: 'https://other.example', subject: identity.subject }),
  ).toEqual([])
  expect((await revokeProviderSessions(app, identity)).map(({ id }) => id)).toEqual([laptop])
})

test('a provider that names its session only when it ends ends those of the person that it has not named', async () => {
  const identity = person()
  const named = await saveSession(identity, 'phone')
  const unnamed = await saveSession(identity)
  const others = await saveSession(person())
  const ended = await revokeProviderSessions(app, { ...identity, providerSessionId: 'laptop' })
  expect(ended.map(({ id }) => id)).toEqual([unnamed])
  expect(await revokedIds()).not.toEqual(expect.arrayContaining([named]))
  expect(await revokedIds()).not.toEqual(expect.arrayContaining([others]))
})

test('returns the ID token of a session once, for signing out', async () => {
  const sessionId = await saveSession(person())
  expect(await deleteProviderSession(app, sessionId)).toBe('id-token')
  expect(await deleteProviderSession(app, sessionId)).toBeUndefined()
})

test('deletes expired records when another session is saved, also with many at once', async () => {
  const identity = person()
  await saveSession(identity, undefined, '2020-01-01T00:00:00Z')
  await Promise.all(Array.from({ length: 5 }, () => saveSession(person())))
  expect(await revokeProviderSessions(app, identity)).toEqual([])
})
