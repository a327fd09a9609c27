import { createLogger, createRevokedSessions, createTokenVerifier, issueToken, sessionOf } from '@shifts/api'
import { makeWorker, useTestDatabase } from '@shifts/testing'
import { expect, onTestFinished, test } from 'vitest'
import { readEvents, type WireEvent } from './events.ts'
import { watchCall } from './calls.ts'
import { startTestServer, trpcRequest } from './testServer.ts'
import { authEnv } from './tokens.ts'

const database = await useTestDatabase()
const { id: workerId } = await makeWorker(database.db)

async function startHost() {
  const revokedSessions = createRevokedSessions({ db: database.db, logger: createLogger('silent') })
  const verifyToken = createTokenVerifier(authEnv, revokedSessions)
  const server = await startTestServer(database, { verifyToken })
  onTestFinished(async () => {
    revokedSessions.stop()
    await server.close()
  })
  return { ...server, revoke: revokedSessions.revoke }
}

/** Reads a watch until it or the test ends. */
async function watch({ url }: { url: string }, token: string) {
  const disconnect = new AbortController()
  onTestFinished(() => disconnect.abort())
  const [path] = trpcRequest(watchCall(workerId))
  const headers = { authorization: `Bearer ${token}` }
  const { body } = await fetch(url + path, { headers, signal: disconnect.signal })
  const events: WireEvent[] = []
  void (async () => {
    for await (const event of readEvents(body ?? new ReadableStream())) events.push(event)
  })().catch(() => {})
  const failures = () => events.filter(({ event }) => event === 'serialized-error').map(({ data }) => data)
  return { events, failures }
}

const unauthorized = [expect.stringContaining('"code":"UNAUTHORIZED"')]

test('signing out ends the watches of the session, and of no other', async () => {
  const host = await startHost()
  const sessionToken = (id: string) =>
    issueToken(authEnv, { kind: 'worker', workerId }, '1h', { id, startedAt: 1_700_000_000 })
  const token = await sessionToken('signed-out')
  const [watched, other] = [await watch(host, token), await watch(host, await sessionToken('other'))]
  await expect.poll(() => watched.events.length).toBeGreaterThan(0)

  const { id, expiresAt } = sessionOf(token)
  await host.revoke({ id, expiresAt: new Date(expiresAt * 1_000).toISOString() })
  await expect.poll(watched.failures, { timeout: 20_000 }).toEqual(unauthorized)
  expect(other.failures()).toEqual([])
})

test('a watch ends when its token expires', async () => {
  const host = await startHost()
  const watched = await watch(host, await issueToken(authEnv, { kind: 'worker', workerId }, '3s'))
  await expect.poll(() => watched.events.length).toBeGreaterThan(0)
  await expect.poll(watched.failures, { timeout: 20_000 }).toEqual(unauthorized)
})
