'use server'

import { id } from '@shifts/api'
import { getWorker, NotFoundError } from '@shifts/db'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { getServices } from './services.ts'
import { endSession, startSession } from './session.ts'
import { ownPath } from './ownPath.ts'

/** Why signing in did not work. */
export interface SignInProblem {
  message: string
}

const notAnId = 'A worker id is a whole number, such as 101.'

const form = z.object({
  workerId: z
    .string(notAnId)
    .trim()
    .regex(/^\d+$/, notAnId)
    .transform(Number)
    .refine((workerId) => id.safeParse(workerId).success, 'There is no worker with such an id.'),
  next: ownPath,
})

/** Signs in as any worker by id, where the demonstration allows it. */
export async function signInAsWorker(_: SignInProblem | undefined, data: FormData): Promise<SignInProblem> {
  // Anybody may call an action with anything.
  if (!(data instanceof FormData)) return { message: notAnId }
  const { env, db, logger } = getServices()
  if (!env.DEMO_SIGN_IN) return { message: 'Signing in by worker id is switched off here.' }
  const parsed = form.safeParse(Object.fromEntries(data))
  if (!parsed.success) return { message: parsed.error.issues[0]?.message ?? 'That did not work.' }
  const { workerId, next } = parsed.data
  try {
    await getWorker(db, workerId)
  } catch (error) {
    if (error instanceof NotFoundError) return { message: `There is no worker ${workerId}.` }
    logger.warn({ reason: String(error) }, 'sign-in failed')
    return { message: 'Signing in does not work right now. Try again in a moment.' }
  }
  await startSession(workerId)
  redirect(next)
}

export async function signOut(): Promise<void> {
  await endSession()
  redirect('/sign-in')
}
