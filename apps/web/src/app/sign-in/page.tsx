import { findDeterministicWorkers } from '@shifts/db'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInCard } from '@/features/sign-in/index.ts'
import { ownPath } from '@/server/ownPath.ts'
import { getServices } from '@/server/services.ts'
import { signedInWorkerId } from '@/server/session.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  const path = ownPath.parse(Array.isArray(next) ? next[0] : next)
  if (await signedInWorkerId()) redirect(path)
  const { env } = getServices()
  return <SignInCard workers={env.DEMO_SIGN_IN ? await demoWorkers() : undefined} next={path} />
}

/** An empty list if the database cannot be read: the form still works, and shows its own error. */
async function demoWorkers() {
  const { db, logger } = getServices()
  return findDeterministicWorkers(db).catch((error: unknown) => {
    logger.warn({ reason: String(error) }, 'the demonstration workers could not be read')
    return []
  })
}
