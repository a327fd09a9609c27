'use client'

import { Notice } from '@/ui/Notice.tsx'
import './globals.css'

/** When even the layout fails. It must do without scripts: Next makes it at the build, where there is no nonce. */
export default function GlobalError() {
  return (
    <html lang="en">
      <head>
        <title>Something went wrong · Open Shifts</title>
      </head>
      <body>
        <Notice title="Something went wrong on our side">
          <p>The page could not be shown. Load it again in a moment.</p>
        </Notice>
      </body>
    </html>
  )
}
