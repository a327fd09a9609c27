import { useSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { Brand } from '@/ui/Brand.tsx'
import type { DemoWorker } from './demoWorker.ts'
import styles from './SignIn.module.css'
import { SignInForm } from './SignInForm.tsx'

interface SignInCardProps {
  /** The demo workers; undefined if signing in by worker id is switched off. */
  workers: DemoWorker[] | undefined
  /** The path to go to after signing in. */
  next: string
}

/** The content of the sign-in page. */
export function SignInCard({ workers, next }: SignInCardProps) {
  const texts = useSignInTexts()
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <p className={styles.promise}>{texts.promise}</p>
        {workers ? (
          <SignInForm workers={workers} next={next} />
        ) : (
          <p className={styles.switchedOff}>{texts.switchedOff}</p>
        )}
      </div>
    </main>
  )
}
