'use client'

import { globalError as english } from '@/shared/i18n/english/globalError.ts'
import { globalError as spanish } from '@/shared/i18n/spanish/globalError.ts'
import { Notice } from '@/ui/Notice.tsx'
import './globals.css'

/**
 * Shown if the root layout throws an error. Works without scripts: it is rendered at build time, so it has no nonce. For the
 * same reason it has the text in every language.
 */
export default function GlobalError() {
  const first = english()
  const second = spanish()
  return (
    <html lang="en" dir="ltr">
      <head>
        <title>{first.documentTitle}</title>
      </head>
      <body>
        <Notice title={first.title} isAlone>
          <p>{first.text}</p>
          <div lang="es">
            <h2>{second.title}</h2>
            <p>{second.text}</p>
          </div>
        </Notice>
      </body>
    </html>
  )
}
