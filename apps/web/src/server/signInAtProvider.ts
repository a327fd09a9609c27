import 'server-only'
import {
  ProviderUnavailableError,
  SignInCancelledError,
  SignInRefusedError,
  type SignedInPerson,
} from '@shifts/api'
import { reasonOf } from '@shifts/db'
import { z } from 'zod'
import { keepAttempt, takeAttempt } from './signInAttempt.ts'
import { getServices } from './services.ts'
import { recordSession, signedInWorkerId, startSession } from './session.ts'
import { keepPersonWithoutWorker } from './personWithoutWorker.ts'

/** Why signing in at the identity provider failed, for the sign-in page. */
export const providerProblem = z.enum([
  'PROVIDER_UNAVAILABLE',
  'CANCELLED',
  'EXPIRED',
  'REFUSED',
  'UNAVAILABLE',
])
export type ProviderProblem = z.output<typeof providerProblem>

const problemPath = (problem: ProviderProblem, next = '/') =>
  `/sign-in?${new URLSearchParams({ problem, next })}`

/** Begins to sign in at the identity provider. Returns where to lead the browser: there, or to the sign-in page with the problem. */
export async function beginProviderSignIn(
  next: string,
  { asAnother }: { asAnother: boolean },
): Promise<string> {
  const { providerSignIn } = getServices()
  if (!providerSignIn) return '/sign-in'
  try {
    const { url, attempt } = await providerSignIn.begin({ asAnother })
    await keepAttempt(attempt, next)
    return url.href
  } catch (error) {
    return problemPath(logProblem(error), next)
  }
}

/**
 * Signs in the person whom the identity provider has sent back with `query`. Returns where to lead the browser: to the page that it
 * asked for first, to the page for people without a worker, or to the sign-in page with the problem.
 */
export async function finishProviderSignIn(query: URLSearchParams): Promise<string> {
  const { providerSignIn } = getServices()
  const attempt = await takeAttempt(query.get('state') ?? '')
  // The person went back to an address that was used before, or somebody else's.
  if (!providerSignIn || !attempt) return (await signedInWorkerId()) ? '/' : problemPath('EXPIRED')
  try {
    const person = await providerSignIn.finish(query, attempt)
    return (await startPersonsSession(person)) ? attempt.next : '/sign-in/no-worker'
  } catch (error) {
    return problemPath(logProblem(error), attempt.next)
  }
}

/** @returns false if no worker belongs to the person */
async function startPersonsSession(person: SignedInPerson): Promise<boolean> {
  const { findWorker, logger } = getServices()
  const session = await recordSession(person)
  // Read after the session is recorded, so that unlinking the person either finds the session or is noticed here.
  const workerId = await findWorker(person.identity, person.claims)
  if (workerId === undefined) {
    logger.warn(person.identity, 'no worker belongs to the person who has signed in')
    await keepPersonWithoutWorker(person.identity)
    return false
  }
  await startSession(workerId, session)
  return true
}

function logProblem(error: unknown): ProviderProblem {
  if (error instanceof SignInCancelledError) return 'CANCELLED'
  getServices().logger.warn({ reason: reasonOf(error) }, 'signing in at the identity provider failed')
  if (error instanceof SignInRefusedError) return 'REFUSED'
  return error instanceof ProviderUnavailableError ? 'PROVIDER_UNAVAILABLE' : 'UNAVAILABLE'
}
