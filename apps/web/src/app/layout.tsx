import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { documentTitle } from '@/shared/format/documentTitle.ts'
import { signIn } from '@/shared/i18n/english/signIn.ts'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Open Shifts', template: documentTitle('%s') },
  description: signIn.promise,
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1416' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Renders every page per request: a page rendered at build time has no nonce for its scripts.
  await connection()
  return (
    <html lang="en" className={GeistSans.className}>
      <body>{children}</body>
    </html>
  )
}
