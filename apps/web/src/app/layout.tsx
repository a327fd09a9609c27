import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import './globals.css'

export const metadata: Metadata = {
  title: { default: 'Open Shifts', template: '%s · Open Shifts' },
  description: 'Every open shift that you may take, on one calendar.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f9' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1416' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered for its request: one rendered at the build would lack the nonce that its scripts need.
  await connection()
  return (
    <html lang="en" className={GeistSans.className}>
      <body>{children}</body>
    </html>
  )
}
