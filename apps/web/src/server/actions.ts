'use server'

import { id } from '@shifts/api'
import { getWorker, NotFoundError, reasonOf } from '@shifts/db'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { getServices } from './services.ts'
import { endSession, startSession } from './session.ts'
import { sameOriginPath } from './sameOriginPath.ts'

/** Why signing in failed. */
export type SignInProblem =
  | { code: 'NOT_AN_ID' | 'NO_SUCH_ID' | 'SWITCHED_OFF' | 'UNAVAILABLE' }
  | { code: 'UNKNOWN_WORKER'; workerId: number }

const form = z.object({
  workerId: z.string().trim().regex(/^\d+$/).transform(Number),
  next: sameOriginPath,
})

/** Signs in as any worker by id, where the demonstration allows it. */
export async function signInAsWorker(_: SignInProblem | undefined, data: FormData): Promise<SignInProblem> {
  // A client may call an action with any argument.
  if (!(data instanceof FormData)) return { code: 'NOT_AN_ID' }
  const { env, servers, logger } = getServices()
  if (!env.DEMO_SIGN_IN) return { code: 'SWITCHED_OFF' }
  const parsed = form.safeParse(Object.fromEntries(data))
  if (!parsed.success) return { code: 'NOT_AN_ID' }
  const { workerId, next } = parsed.data
  if (!id.safeParse(workerId).success) return { code: 'NO_SUCH_ID' }
  try {
    await getWorker(servers.primary, workerId)
  } catch (error) {
    if (error instanceof NotFoundError) return { code: 'UNKNOWN_WORKER', workerId }
    logger.warn({ reason: reasonOf(error) }, 'sign-in failed')
    return { code: 'UNAVAILABLE' }
  }
  await startSession(workerId)
  redirect(next)
}

/** Ends the session and leads to the sign-in page, by way of the identity provider if the worker signed in there. */
export async function signOut(): Promise<void> {
  redirect(await endSession())
}
