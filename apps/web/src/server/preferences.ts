import 'server-only'
import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import type { Locale } from '@/shared/i18n/locale.ts'
import { preferenceCookies, themes, type Theme } from '@/shared/viewer/preferences.ts'
import { decideLocale } from './decideLocale.ts'
import { getServices } from './services.ts'

/** The reader's locale, by what the reader has chosen and what the browser prefers. */
export const requestLocale = cache(async (): Promise<Locale> => {
  const store = await cookies()
  return decideLocale({
    chosen: store.get(preferenceCookies.language)?.value,
    accepted: (await headers()).get('accept-language') ?? undefined,
    allowsPseudo: getServices().env.PSEUDO_LANGUAGE,
  })
})

/** The colours that the reader has chosen, else those of the system. */
export async function requestTheme(): Promise<Theme> {
  const store = await cookies()
  const chosen = store.get(preferenceCookies.theme)?.value
  return themes.find((theme) => theme === chosen) ?? 'system'
}
