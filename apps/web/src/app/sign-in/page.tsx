import { findDeterministicWorkers } from '@shifts/db/seed'
import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getServices } from '@/server/services.ts'
import { signedInWorkerId } from '@/server/session.ts'
import { Brand } from '@/ui/Brand.tsx'
import { ownPath } from './ownPath.ts'
import { SignInForm } from './SignInForm.tsx'
import styles from './page.module.css'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const next = ownPath.parse([(await searchParams).next].flat()[0])
  if (await signedInWorkerId()) redirect(next)
  const { env } = getServices()

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <p className={styles.promise}>Every open shift that you may take, on one calendar.</p>
        {env.DEMO_SIGN_IN ? (
          <SignInForm workers={await demoWorkers()} next={next} />
        ) : (
          <p className={styles.closed}>
            You are signed out. Signing in by worker id is switched off here (DEMO_SIGN_IN).
          </p>
        )}
      </div>
    </main>
  )
}

/** Without the database the form still stands, and says by itself what is wrong. */
async function demoWorkers() {
  const { db, logger } = getServices()
  return findDeterministicWorkers(db).catch((error: unknown) => {
    logger.warn({ reason: String(error) }, 'the demonstration workers could not be read')
    return []
  })
}
