import 'server-only'
import { randomUUID } from 'node:crypto'
import { issueToken, sessionOf } from '@shifts/api'
import { cookies, headers } from 'next/headers'
import { getServices } from './services.ts'

const sessionCookie = 'session'

/** A session ends when it was not used for so long, and in any case so long after signing in. */
const idleSeconds = 3_600
const maxSeconds = 12 * 3_600

/** A token is replaced when it is used and older than this. */
const renewAfterSeconds = 300

const nowInSeconds = () => Math.floor(Date.now() / 1_000)

/** Signs the visitor in as a worker, in a cookie that no script can read and no other site can send. */
export async function startSession(workerId: number): Promise<void> {
  await setSessionCookie(workerId, { id: randomUUID(), startedAt: nowInSeconds() })
}

async function setSessionCookie(workerId: number, session: { id: string; startedAt: number }) {
  const now = nowInSeconds()
  const expiresAt = Math.min(now + idleSeconds, endOf(session.startedAt))
  const token = await issueToken(getServices().env, { kind: 'worker', workerId }, expiresAt, session)
  const store = await cookies()
  store.set(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    // By PUBLIC_URL or a trusted proxy: whatever else the request said of it was replaced.
    secure: (await headers()).get('x-forwarded-proto') === 'https',
    path: '/',
    maxAge: expiresAt - now,
  })
}

const endOf = (startedAt: number) => startedAt + maxSeconds

/** Signs the visitor out. No copy of the cookie is of use afterwards, on any host. */
export async function endSession(): Promise<void> {
  const { logger, revokeSession } = getServices()
  const token = await sessionToken()
  const store = await cookies()
  store.delete(sessionCookie)
  if (!token || !(await principalOf(token))) return
  const { id, startedAt, expiresAt } = sessionOf(token)
  const end = startedAt === undefined ? expiresAt : endOf(startedAt)
  try {
    await revokeSession({ id, expiresAt: new Date(end * 1_000).toISOString() })
  } catch (error) {
    logger.error({ reason: String(error) }, 'a session that was signed out could not be recorded as revoked')
  }
}

/** Puts off the end of the session, since it is used. Does nothing with a token that was not issued by `startSession`. */
export async function renewSession(): Promise<void> {
  const token = await sessionToken()
  const principal = token && (await principalOf(token))
  if (!principal || principal.kind !== 'worker') return
  const { id, startedAt, issuedAt, expiresAt } = sessionOf(token)
  if (startedAt === undefined || issuedAt === undefined || expiresAt >= endOf(startedAt)) return
  if (nowInSeconds() - issuedAt >= renewAfterSeconds)
    await setSessionCookie(principal.workerId, { id, startedAt })
}

export async function sessionToken(): Promise<string | undefined> {
  const store = await cookies()
  return store.get(sessionCookie)?.value
}

/** The worker who is signed in; undefined without a session, or with one that has ended. */
export async function signedInWorkerId(): Promise<number | undefined> {
  const token = await sessionToken()
  const principal = token ? await principalOf(token) : undefined
  return principal?.kind === 'worker' ? principal.workerId : undefined
}

const principalOf = (token: string) =>
  getServices()
    .verifyToken(token)
    .catch(() => undefined)
