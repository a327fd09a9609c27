import 'server-only'
import type { Identity } from '@shifts/db'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { cookieAttributes } from './cookieAttributes.ts'

const name = 'no-worker'
const path = '/sign-in/no-worker'
const maxAge = 900

const schema = z
  .string()
  .transform((text) => new URLSearchParams(text))
  .transform((params) => ({ issuer: params.get('issuer'), subject: params.get('subject') }))
  .pipe(z.object({ issuer: z.string(), subject: z.string() }))

/** Keeps in the browser who has signed in at the provider without belonging to a worker, to be shown on one page. */
export async function keepPersonWithoutWorker({ issuer, subject }: Identity): Promise<void> {
  const text = new URLSearchParams({ issuer, subject }).toString()
  const store = await cookies()
  store.set(name, text, await cookieAttributes({ path, maxAge }))
}

/** The person that was kept in this browser; undefined if there is none. */
export async function personWithoutWorker(): Promise<Identity | undefined> {
  const store = await cookies()
  return schema.safeParse(store.get(name)?.value).data
}
