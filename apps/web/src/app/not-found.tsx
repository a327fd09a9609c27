import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'

export default function NotFound() {
  const texts = useErrorPageTexts().notFound
  return (
    <Notice title={texts.title}>
      {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- every page loads the scripts of this one: next/link is 8 kB */}
      <a href="/">{texts.showCalendar}</a>
    </Notice>
  )
}
