import { useTexts } from '@/shared/i18n/texts.ts'
import { Brand } from '@/ui/Brand.tsx'
import type { DemoWorker } from './demoWorker.ts'
import styles from './SignIn.module.css'
import { SignInForm } from './SignInForm.tsx'

interface SignInCardProps {
  /** The workers to try; undefined where signing in by id is switched off. */
  workers: DemoWorker[] | undefined
  /** The path to go to after signing in. */
  next: string
}

export function SignInCard({ workers, next }: SignInCardProps) {
  const texts = useTexts().signIn
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <p className={styles.promise}>{texts.promise}</p>
        {workers ? (
          <SignInForm workers={workers} next={next} />
        ) : (
          <p className={styles.closed}>{texts.closed}</p>
        )}
      </div>
    </main>
  )
}
