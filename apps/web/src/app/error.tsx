'use client'

import { Notice } from '@/ui/Notice.tsx'
import button from '@/ui/button.module.css'

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <Notice title="Something went wrong on our side">
      <p>{`The page could not be shown.${error.digest ? ` Quote ${error.digest} if you report it.` : ''}`}</p>
      <button type="button" className={button.primary} onClick={reset}>
        Try again
      </button>
    </Notice>
  )
}
