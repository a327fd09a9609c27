import 'server-only'
import type { SignInAttempt } from '@shifts/api'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { sameOriginPath } from './sameOriginPath.ts'
import { visitorCookie } from './visitorCookie.ts'

const prefix = 'sign-in-'
const path = '/sign-in'

/** How long signing in at the provider may take. */
const maxAge = 900

/** More attempts at once would make the headers of a request too long. Each tab may begin one. */
const maxAttempts = 4

const attemptSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** The path to go to after signing in. */
  next: sameOriginPath,
})

/** Each tab that signs in has a cookie of its own, named by the state. */
const nameOf = (state: string) => `${prefix}${state.slice(0, 16)}`

/** Keeps an attempt in the browser that has begun it, so that nobody else can finish it. */
export async function keepAttempt(attempt: SignInAttempt & { next: string }): Promise<void> {
  const store = await cookies()
  const names = store.getAll().flatMap(({ name }) => (name.startsWith(prefix) ? name : []))
  for (const name of names.slice(0, -maxAttempts + 1)) store.delete({ name, path })
  store.set(nameOf(attempt.state), JSON.stringify(attempt), await visitorCookie({ path, maxAge }))
}

/** Removes the attempt with this state from the browser and returns it. Undefined if the browser has none. */
export async function takeAttempt(state: string): Promise<z.output<typeof attemptSchema> | undefined> {
  const store = await cookies()
  const name = nameOf(state)
  const text = store.get(name)?.value
  if (text === undefined) return undefined
  store.delete({ name, path })
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
