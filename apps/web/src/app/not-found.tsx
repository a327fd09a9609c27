import { requestLocale } from '@/server/preferences.ts'
import { loadNotFoundTexts } from '@/shared/i18n/notFoundTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

export default async function NotFound() {
  const texts = await loadNotFoundTexts(await requestLocale())
  return (
    <Notice title={texts.title} isAlone>
      <p>{texts.text}</p>
      <PageLink href="/" className={button.button}>
        {texts.showCalendar}
      </PageLink>
    </Notice>
  )
}
