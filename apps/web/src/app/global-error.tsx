'use client'

import { useErrorPageTexts } from '@/shared/i18n/errorPageTexts.ts'
import { Notice } from '@/ui/Notice.tsx'
import './globals.css'

/** Shown if the root layout throws an error. Works without scripts: it is rendered at build time, so it has no nonce. */
export default function GlobalError() {
  const texts = useErrorPageTexts().globalError
  return (
    <html lang="en">
      <head>
        <title>{texts.documentTitle}</title>
      </head>
      <body>
        <Notice title={texts.title}>
          <p>{texts.text}</p>
        </Notice>
      </body>
    </html>
  )
}
