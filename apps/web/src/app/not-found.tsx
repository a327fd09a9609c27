import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import { PageLink } from '@/ui/PageLink.tsx'

export default function NotFound() {
  const texts = useErrorPageTexts().notFound
  return (
    <Notice title={texts.title}>
      <PageLink href="/">{texts.showCalendar}</PageLink>
    </Notice>
  )
}
