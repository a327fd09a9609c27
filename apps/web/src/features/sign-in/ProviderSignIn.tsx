'use client'

import { useSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { useZoneReport } from '@/shared/viewer/useZoneReport.ts'
import { PageLink } from '@/ui/PageLink.tsx'
import { providerSignInPath } from './providerSignInPath.ts'
import styles from './SignIn.module.css'

/** The link to the identity provider. */
export function ProviderSignIn({ next }: { next: string }) {
  const texts = useSignInTexts()
  useZoneReport()
  return (
    <PageLink href={providerSignInPath({ next })} className={styles.provider}>
      {texts.withProvider}
    </PageLink>
  )
}
