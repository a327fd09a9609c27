import 'server-only'
import { issueToken } from '@shifts/api'
import { cookies, headers } from 'next/headers'
import { getServices } from './services.ts'

const sessionCookie = 'session'
const hours = 12

/** Signs the visitor in as a worker, in a cookie that no script can read and no other site can send. */
export async function startSession(workerId: number): Promise<void> {
  const token = await issueToken(getServices().env, { kind: 'worker', workerId }, `${hours}h`)
  const store = await cookies()
  store.set(sessionCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: (await headers()).get('x-forwarded-proto') === 'https',
    path: '/',
    maxAge: hours * 3_600,
  })
}

export async function endSession(): Promise<void> {
  const store = await cookies()
  store.delete(sessionCookie)
}

export async function sessionToken(): Promise<string | undefined> {
  const store = await cookies()
  return store.get(sessionCookie)?.value
}

/** The worker who is signed in; undefined without a session, or with one that has ended. */
export async function signedInWorkerId(): Promise<number | undefined> {
  const token = await sessionToken()
  if (!token) return undefined
  const principal = await getServices()
    .verifyToken(token)
    .catch(() => undefined)
  return principal?.kind === 'worker' ? principal.workerId : undefined
}
