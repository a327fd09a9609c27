import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'

/** Shown for an address that `parseLocation` cannot parse. */
export function BrokenLink() {
  const texts = useTexts()
  return (
    <Notice title={texts.brokenLink.title}>
      <p>{texts.brokenLink.text}</p>
      {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a full load is fine here, and next/link is 8 kB */}
      <a href="/">{texts.action.showCalendar}</a>
    </Notice>
  )
}
