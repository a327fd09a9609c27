'use client'

import { useTexts } from '@/shared/i18n/texts.ts'
import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const texts = useTexts()
  return (
    <Notice title={texts.pageError.title}>
      <p>{texts.pageError.text(error.digest)}</p>
      <button type="button" className={button.primary} onClick={reset}>
        {texts.action.tryAgain}
      </button>
    </Notice>
  )
}
