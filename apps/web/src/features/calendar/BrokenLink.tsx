import Link from 'next/link'
import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'

export function BrokenLink() {
  const texts = useTexts()
  return (
    <Notice title={texts.brokenLink.title}>
      <p>{texts.brokenLink.text}</p>
      <Link href="/">{texts.action.openCalendar}</Link>
    </Notice>
  )
}
