import 'server-only'
import { randomUUID } from 'node:crypto'
import { issueToken, sessionOf } from '@shifts/api'
import { cookies, headers } from 'next/headers'
import { getServices } from './services.ts'

const sessionCookie = 'session'

/** A session ends after this time without use, and at the latest this time after signing in. */
const idleSeconds = 3_600
const maxSeconds = 12 * 3_600

/** The age from which a token that is used is replaced. */
const renewAfterSeconds = 300

const nowInSeconds = () => Math.floor(Date.now() / 1_000)

/** Signs the visitor in as a worker: sets a cookie that scripts cannot read and other sites cannot send. */
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
    // Trustworthy, because guardRequests has replaced the header.
    secure: (await headers()).get('x-forwarded-proto') === 'https',
    path: '/',
    maxAge: expiresAt - now,
  })
}

const endOf = (startedAt: number) => startedAt + maxSeconds

/** Signs the visitor out and revokes the session, so that all hosts refuse copies of the cookie. */
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
    logger.error({ reason: String(error) }, 'session could not be revoked')
  }
}

/** Extends the session, since it is used. Does nothing with tokens that `startSession` did not issue. */
export async function renewSession(): Promise<void> {
  const token = await sessionToken()
  const principal = token && (await principalOf(token))
  if (!principal || principal.kind !== 'worker') return
  const { id, startedAt, issuedAt, expiresAt } = sessionOf(token)
  if (startedAt === undefined || issuedAt === undefined || expiresAt >= endOf(startedAt)) return
  if (nowInSeconds() - issuedAt >= renewAfterSeconds)
    await setSessionCookie(principal.workerId, { id, startedAt })
}

/** The token in the session cookie, not verified. */
export async function sessionToken(): Promise<string | undefined> {
  const store = await cookies()
  return store.get(sessionCookie)?.value
}

/** The id of the signed-in worker; undefined without a session and after it has ended. */
export async function signedInWorkerId(): Promise<number | undefined> {
  const token = await sessionToken()
  const principal = token ? await principalOf(token) : undefined
  return principal?.kind === 'worker' ? principal.workerId : undefined
}

const principalOf = (token: string) =>
  getServices()
    .verifyToken(token)
    .catch(() => undefined)
