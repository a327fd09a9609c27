import type { MetadataRoute } from 'next'
import { app } from '@/shared/i18n/english/app.ts'
import { signIn } from '@/shared/i18n/english/signIn.ts'

/** What a device needs to install the app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Open Shifts',
    short_name: 'Open Shifts',
    description: signIn.promise,
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
    shortcuts: [{ name: app.myShifts.title, url: '/my-shifts' }],
  }
}
