import type { Metadata } from 'next'
import { requestLocale } from '@/server/preferences.ts'
import { loadOfflineTexts } from '@/shared/i18n/offlineTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

const texts = async () => loadOfflineTexts(await requestLocale())

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await texts()).title }
}

/** Shown by the service worker in place of a page of which there is no copy. */
export default async function OfflinePage() {
  const { title, text, myShifts, showCalendar } = await texts()
  return (
    <Notice title={title} isAlone>
      <p>{text}</p>
      <PageLink href="/my-shifts" className={button.button}>
        {myShifts}
      </PageLink>
      <PageLink href="/" className={button.button}>
        {showCalendar}
      </PageLink>
    </Notice>
  )
}
