'use client'

import { usePageErrorTexts } from '@/shared/i18n/pageErrorTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

/** Shown in place of a page that threw an error. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const texts = usePageErrorTexts()
  return (
    <Notice title={texts.title} isAlone>
      <p>{texts.text(error.digest)}</p>
      <button type="button" className={button.primary} onClick={reset}>
        {texts.tryAgain}
      </button>
    </Notice>
  )
}
