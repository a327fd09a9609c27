import 'server-only'
import { randomUUID } from 'node:crypto'
import { issueToken, sessionOf, type SignedInPerson } from '@shifts/api'
import { deleteProviderSession, reasonOf, saveProviderSession } from '@shifts/db'
import { cookies } from 'next/headers'
import { getServices } from './services.ts'
import { keepSignOutAddress, signOutPath } from './signOutAddress.ts'
import { cookieAttributes } from './cookieAttributes.ts'

const sessionCookie = 'session'

/** A session ends after this time without use, and at the latest this time after signing in. */
const idleSeconds = 3_600
const maxSeconds = 12 * 3_600

/** The age from which a token that is used is replaced. */
const renewAfterSeconds = 300

const nowInSeconds = () => Math.floor(Date.now() / 1_000)

interface NewSession {
  id: string
  /** Seconds since 1970. */
  startedAt: number
}

const newSession = (): NewSession => ({ id: randomUUID(), startedAt: nowInSeconds() })

/**
 * Prepares the session of a person who has signed in at the identity provider, so that both sessions end together.
 * @throws what the database throws
 */
export async function recordSession({
  identity,
  providerSessionId,
  idToken,
}: SignedInPerson): Promise<NewSession> {
  const session = newSession()
  const expiresAt = toIso(endOf(session.startedAt))
  await saveProviderSession(getServices().servers.primary, {
    ...identity,
    sessionId: session.id,
    providerSessionId,
    idToken,
    expiresAt,
  })
  return session
}

/**
 * Signs the visitor in as a worker, in place of any other: sets a cookie that scripts cannot read, and that other sites cannot send
 * except by a link.
 */
export async function startSession(workerId: number, session = newSession()): Promise<void> {
  const token = await sessionToken()
  if (token) await revokeSessionOf(token)
  await setSessionCookie(workerId, session)
}

async function setSessionCookie(workerId: number, session: { id: string; startedAt: number }) {
  const now = nowInSeconds()
  const expiresAt = Math.min(now + idleSeconds, endOf(session.startedAt))
  const token = await issueToken(getServices().env, { kind: 'worker', workerId }, expiresAt, session)
  const store = await cookies()
  store.set(sessionCookie, token, await cookieAttributes({ path: '/', maxAge: expiresAt - now }))
}

const endOf = (startedAt: number) => startedAt + maxSeconds

const toIso = (seconds: number) => new Date(seconds * 1_000).toISOString()

/**
 * Signs the visitor out and revokes the session, so that all hosts refuse copies of the cookie.
 * @returns where to go: to the page that leads to the identity provider, which ends its own session, or to the sign-in page
 */
export async function endSession(): Promise<string> {
  const token = await sessionToken()
  const store = await cookies()
  store.delete(sessionCookie)
  const sessionId = token && (await revokeSessionOf(token))
  const address = sessionId && (await providerSignOut(sessionId))
  if (!address) return signInPath
  await keepSignOutAddress(address)
  return signOutPath
}

/** Revokes the session of the token, if the token is valid. Returns the id of the session. */
async function revokeSessionOf(token: string): Promise<string | undefined> {
  const { logger, revokedSessions } = getServices()
  if (!(await principalOf(token))) return undefined
  const { id, startedAt, expiresAt } = sessionOf(token)
  const end = startedAt === undefined ? expiresAt : endOf(startedAt)
  try {
    await revokedSessions.revoke({ id, expiresAt: toIso(end) })
  } catch (error) {
    logger.error({ reason: reasonOf(error) }, 'session could not be revoked')
  }
  return id
}

const signInPath = '/sign-in'

/** The address at which the identity provider ends the session that belongs to ours, if there is one. */
async function providerSignOut(sessionId: string): Promise<string | undefined> {
  const { servers, logger, providerSignIn } = getServices()
  if (!providerSignIn) return undefined
  try {
    const idToken = await deleteProviderSession(servers.primary, sessionId)
    return idToken && (await providerSignIn.signOutUrl(idToken))?.href
  } catch (error) {
    logger.warn({ reason: reasonOf(error) }, 'session of the identity provider could not be ended')
    return undefined
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
