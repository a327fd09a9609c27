import type { SignInTexts } from '@/shared/i18n/signInTexts.ts'
import { Brand } from '@/ui/Brand.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'
import { providerSignInPath } from './providerSignInPath.ts'
import styles from './SignIn.module.css'

interface NoWorkerCardProps {
  /** Who has signed in at the identity provider; undefined if nobody has in this browser. */
  person: { issuer: string; subject: string } | undefined
  supportEmail: string | undefined
  texts: SignInTexts
}

/** The page for people who have signed in at the identity provider and to whom no worker belongs. A server component. */
export function NoWorkerCard({ person, supportEmail, texts: { noWorker: texts } }: NoWorkerCardProps) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Brand />
        <h1 className={styles.promise}>{texts.title}</h1>
        <p>{person ? texts.text : texts.unknown}</p>
        {person && (
          <dl className={styles.person}>
            <dt>{texts.account}</dt>
            <dd>
              <bdi>{person.subject}</bdi>
            </dd>
            <dt>{texts.provider}</dt>
            <dd>
              <bdi>{person.issuer}</bdi>
            </dd>
          </dl>
        )}
        {supportEmail !== undefined && (
          <p>
            <a href={`mailto:${supportEmail}`}>{texts.write(supportEmail)}</a>
          </p>
        )}
        <div className={styles.choices}>
          <PageLink href={providerSignInPath()} className={button.primary}>
            {texts.again}
          </PageLink>
          <PageLink href={providerSignInPath({ asAnother: true })} className={button.button}>
            {texts.asAnother}
          </PageLink>
        </div>
      </div>
    </main>
  )
}
