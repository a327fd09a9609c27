import type { Metadata } from 'next'
import { errorPages } from '@/shared/i18n/english/errorPages.ts'
import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

export const metadata: Metadata = { title: errorPages.offline.title }

/** Shown by the service worker in place of a page of which there is no copy. */
export default function OfflinePage() {
  const texts = useErrorPageTexts().offline
  return (
    <Notice title={texts.title}>
      <p>{texts.text}</p>
      <PageLink href="/my-shifts" className={button.primary}>
        {texts.myShifts}
      </PageLink>
      <PageLink href="/" className={button.button}>
        {texts.showCalendar}
      </PageLink>
    </Notice>
  )
}
