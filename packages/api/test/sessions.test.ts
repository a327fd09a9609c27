import { listenForNotifications, revokeSession, type RevokedSession } from '@shifts/db'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  createLogger,
  createRevokedSessions,
  createTokenVerifier,
  issueToken,
  sessionOf,
} from '../src/index.ts'
import { createApi } from './api.ts'
import { authEnv, workerToken } from './tokens.ts'

const { db, directUrl } = await useTestDatabase()
const { id: workerId } = await makeWorker(db)

afterEach(() => void vi.useRealTimers())

/** A process that serves the API. With `listens` it receives notifications of the database. */
async function startHost({ listens = true } = {}) {
  const revokedSessions = createRevokedSessions({ db, logger: createLogger('silent') })
  const listening = new AbortController()
  onTestFinished(() => {
    listening.abort()
    revokedSessions.stop()
  })
  if (listens) {
    await new Promise<void>((resolve) => {
      const onSessionRevoked = (session: RevokedSession) => revokedSessions.add(session)
      const { signal } = listening
      void listenForNotifications(directUrl, {
        signal,
        onChange: () => resolve(),
        onSessionRevoked,
        onError: () => {},
      })
    })
  }
  const api = createApi(db, { verifyToken: createTokenVerifier(authEnv, revokedSessions) })
  const statusFor = async (token: string) =>
    (await api.callProcedure({ path: 'worker.byId', input: { workerId } }, token)).status
  return { statusFor, revoke: revokedSessions.revoke }
}

let sessions = 0

const sessionToken = () =>
  issueToken(authEnv, { kind: 'worker', workerId }, '1h', {
    id: `session-${(sessions += 1)}`,
    startedAt: Math.floor(Date.now() / 1_000),
  })

/** The session of the token, as signing out revokes it. */
const sessionToRevoke = (token: string): RevokedSession => {
  const { id, expiresAt } = sessionOf(token)
  return { id, expiresAt: new Date(expiresAt * 1_000).toISOString() }
}

test('a session that was signed out is refused by every process, and no other session is', async () => {
  const [web, api] = [await startHost(), await startHost()]
  const [token, other] = [await sessionToken(), await sessionToken()]
  expect([await web.statusFor(token), await api.statusFor(token)]).toEqual([200, 200])

  await web.revoke(sessionToRevoke(token))
  expect(await web.statusFor(token)).toBe(401)
  await expect.poll(() => api.statusFor(token)).toBe(401)
  expect([await web.statusFor(other), await api.statusFor(other)]).toEqual([200, 200])
  expect(await api.statusFor(await workerToken(workerId))).toBe(200)
})

test('every token of the session is refused, renewed ones too', async () => {
  const host = await startHost()
  const session = { id: 'renewed-session', startedAt: 1_700_000_000 }
  const [first, second] = await Promise.all(
    ['1h', '2h'].map((lifetime) => issueToken(authEnv, { kind: 'worker', workerId }, lifetime, session)),
  )
  await host.revoke(sessionToRevoke(first ?? ''))
  expect([await host.statusFor(first ?? ''), await host.statusFor(second ?? '')]).toEqual([401, 401])
})

test('a process that starts later refuses it from its first request on', async () => {
  const token = await sessionToken()
  await revokeSession(db, sessionToRevoke(token))
  expect(await (await startHost()).statusFor(token)).toBe(401)
})

test('a process without notifications finds it by polling', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const unconnected = await startHost({ listens: false })
  const token = await sessionToken()
  expect(await unconnected.statusFor(token)).toBe(200)
  await revokeSession(db, sessionToRevoke(token))
  expect(await unconnected.statusFor(token)).toBe(200)
  vi.advanceTimersByTime(30_000)
  await expect.poll(() => unconnected.statusFor(token)).toBe(401)
})

test('a session that was signed out while the database refused to write is signed out everywhere later', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const [web, api] = [await startHost({ listens: false }), await startHost({ listens: false })]
  const token = await sessionToken()
  await db.execute('alter table revoked_session rename to unavailable')
  await expect(web.revoke(sessionToRevoke(token))).rejects.toThrow('revoked_session')
  await db.execute('alter table unavailable rename to revoked_session')
  expect([await web.statusFor(token), await api.statusFor(token)]).toEqual([401, 200])
  const written = async () => {
    const { rowCount } = await db.execute(
      `select from revoked_session where id = '${sessionToRevoke(token).id}'`,
    )
    return rowCount
  }
  vi.advanceTimersByTime(30_000)
  await expect.poll(written).toBe(1)
  vi.advanceTimersByTime(30_000)
  await expect.poll(() => api.statusFor(token)).toBe(401)
})

test('a token without an id can be signed out by itself', async () => {
  const host = await startHost()
  const token = await workerToken(workerId)
  const other = await issueToken(authEnv, { kind: 'worker', workerId }, '2h')
  await host.revoke(sessionToRevoke(token))
  expect([await host.statusFor(token), await host.statusFor(other)]).toEqual([401, 200])
})
