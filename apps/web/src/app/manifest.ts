import type { MetadataRoute } from 'next'
import { requestLocale } from '@/server/preferences.ts'
import { loadSignInTexts } from '@/shared/i18n/signInTexts.ts'
import { loadTexts } from '@/shared/i18n/texts.ts'

/** What a device needs to install the app. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const locale = await requestLocale()
  const [{ places }, { promise }] = await Promise.all([loadTexts(locale), loadSignInTexts(locale)])
  return {
    id: '/',
    name: 'Open Shifts',
    short_name: 'Open Shifts',
    description: promise,
    lang: locale.tag,
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f6f7f9',
    theme_color: '#0f6b63',
    icons: [
      { src: '/icons/192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: places.myShifts, url: '/my-shifts' }],
  }
}
