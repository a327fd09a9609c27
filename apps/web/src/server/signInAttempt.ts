import 'server-only'
import type { SignInAttempt } from '@shifts/api'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { sameOriginPath } from './sameOriginPath.ts'
import { cookieAttributes } from './cookieAttributes.ts'

const prefix = 'sign-in-'
const cookiePath = '/sign-in'

/** How long signing in at the provider may take. */
const maxAge = 900

/** Each tab may begin an attempt. */
const maxAttempts = 4

/** The longest path that is kept in a cookie. With a longer one, all attempts together might not fit into the headers of a request. */
const maxPathLength = 500

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** The path to go to after signing in. */
  next: sameOriginPath,
})

/** Each tab that signs in has a cookie of its own, named by the state. */
const nameOf = (state: string) => `${prefix}${state.slice(0, 16)}`

/**
 * Keeps an attempt in the browser that has begun it, so that nobody else can finish it.
 * @param path where to go after signing in; one that is very long is replaced by "/"
 */
export async function keepAttempt(attempt: SignInAttempt, path: string): Promise<void> {
  const store = await cookies()
  const names = store.getAll().flatMap(({ name }) => (name.startsWith(prefix) ? name : []))
  for (const name of names.slice(0, -maxAttempts + 1)) store.delete({ name, path: cookiePath })
  const next = encodeURIComponent(path).length > maxPathLength ? '/' : path
  const text = JSON.stringify({ ...attempt, next })
  store.set(nameOf(attempt.state), text, await cookieAttributes({ path: cookiePath, maxAge }))
}

/** Removes the attempt with this state from the browser and returns it. Undefined if the browser has none. */
export async function takeAttempt(state: string): Promise<z.output<typeof attemptSchema> | undefined> {
  const store = await cookies()
  const name = nameOf(state)
  const text = store.get(name)?.value
  if (text === undefined) return undefined
  store.delete({ name, path: cookiePath })
  const attempt = attemptSchema.safeParse(parseJson(text))
  return attempt.success && attempt.data.state === state ? attempt.data : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
