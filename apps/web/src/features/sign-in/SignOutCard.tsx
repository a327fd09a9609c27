import type { SignInTexts } from '@/shared/i18n/signInTexts.ts'
import { Brand } from '@/ui/Brand.tsx'
import styles from './SignIn.module.css'

interface SignOutCardProps {
  /** The address at which the identity provider ends its session. */
  address: string
  texts: SignInTexts
}

/** Shown until the identity provider's page is loaded, and for longer without scripts. A server component. */
export function SignOutCard({ address, texts: { signOut: texts } }: SignOutCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <h1 className={styles.promise}>{texts.title}</h1>
        <a href={address} className={styles.provider}>
          {texts.atProvider}
        </a>
      </div>
    </main>
  )
}
