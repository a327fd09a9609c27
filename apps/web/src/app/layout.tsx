import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { documentTitle } from '@/shared/format/documentTitle.ts'
import { recordSignOut } from '@/lib/signingOut.ts'
import { nonceOf } from '@/server/contentSecurityPolicy.ts'
import { requestLocale, requestTheme } from '@/server/preferences.ts'
import { formatIn } from '@/shared/format/format.ts'
import { formatSample } from '@/shared/format/formatSample.ts'
import { LocaleProvider } from '@/shared/i18n/LocaleContext.tsx'
import { loadSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: 'Open Shifts', template: documentTitle('%s') },
    description: (await loadSignInTexts(await requestLocale())).promise,
  }
}

/** The colour of the page, for the browser's own bars. */
const colors = { light: '#f5f7f7', dark: '#0d1315' }

export async function generateViewport(): Promise<Viewport> {
  const theme = await requestTheme()
  return {
    themeColor:
      theme === 'system'
        ? [
            { media: '(prefers-color-scheme: light)', color: colors.light },
            { media: '(prefers-color-scheme: dark)', color: colors.dark },
          ]
        : colors[theme],
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Renders every page per request: a page rendered at build time has no nonce for its scripts.
  await connection()
  const locale = await requestLocale()
  return (
    <html lang={locale.tag} dir="ltr" data-theme={await requestTheme()} className={GeistSans.className}>
      <body>
        {/* Browsers hide the nonce from scripts, so React would find a difference when it hydrates. */}
        <script
          suppressHydrationWarning
          nonce={nonceOf(await headers())}
          dangerouslySetInnerHTML={{ __html: recordSignOut }}
        />
        <LocaleProvider
          locale={locale}
          serverSample={formatSample(formatIn(locale, await loadTexts(locale)))}
        >
          {children}
        </LocaleProvider>
      </body>
    </html>
  )
}
