import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'
import { PageLink } from '@/ui/PageLink.tsx'

/** Shown for an address that `parseLocation` cannot parse. */
export function BrokenLink() {
  const texts = useTexts()
  return (
    <Notice title={texts.brokenLink.title}>
      <p>{texts.brokenLink.text}</p>
      <PageLink href="/" className={button.button}>
        {texts.action.showCalendar}
      </PageLink>
    </Notice>
  )
}
