import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import { RootLink } from '@/ui/RootLink.tsx'

export default function NotFound() {
  const texts = useErrorPageTexts().notFound
  return (
    <Notice title={texts.title}>
      <RootLink>{texts.showCalendar}</RootLink>
    </Notice>
  )
}
