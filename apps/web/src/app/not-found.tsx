import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

export default function NotFound() {
  const texts = useErrorPageTexts().notFound
  return (
    <Notice title={texts.title}>
      <p>{texts.text}</p>
      <PageLink href="/" className={button.button}>
        {texts.showCalendar}
      </PageLink>
    </Notice>
  )
}
