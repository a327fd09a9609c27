import type { SignInTexts } from '@/shared/i18n/signInTexts.ts'
import type { Language } from '@/shared/i18n/locale.ts'
import { LanguageForm } from '@/shared/viewer/LanguageForm.tsx'
import { Brand } from '@/ui/Brand.tsx'
import type { DemoWorker } from './demoWorker.ts'
import { ProviderSignIn } from './ProviderSignIn.tsx'
import styles from './SignIn.module.css'
import { SignInForm } from './SignInForm.tsx'

interface SignInCardProps {
  /** Whether people sign in at an identity provider. */
  hasProvider: boolean
  /** Why signing in at the identity provider has failed. */
  problem: string | undefined
  /** The demo workers; undefined if signing in by worker id is switched off. */
  workers: DemoWorker[] | undefined
  /** The path to go to after signing in. */
  next: string
  texts: SignInTexts
  language: Language
}

/** The content of the sign-in page. A server component. */
export function SignInCard({ hasProvider, problem, workers, next, texts, language }: SignInCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <p className={styles.promise}>{texts.promise}</p>
        {problem && (
          <p role="alert" className={styles.failure}>
            {problem}
          </p>
        )}
        {hasProvider && <ProviderSignIn next={next} />}
        {workers && <SignInForm workers={workers} next={next} />}
        {!hasProvider && !workers && <p className={styles.switchedOff}>{texts.switchedOff}</p>}
        <div className={styles.language}>
          <LanguageForm legend={texts.language} chosen={language} />
        </div>
      </div>
    </main>
  )
}
