'use client'

import { createContext, use, useMemo, type ReactNode } from 'react'
import type { Locale } from './locale.ts'

interface ProvidedLocale {
  locale: Locale
  /** Times and dates as the server writes them, see `formatSample`. */
  serverSample: string
}

const LocaleContext = createContext<ProvidedLocale | undefined>(undefined)

/** Provides the reader's locale to every page. */
export function LocaleProvider({ locale, serverSample, children }: ProvidedLocale & { children: ReactNode }) {
  const provided = useMemo(() => ({ locale, serverSample }), [locale, serverSample])
  return <LocaleContext value={provided}>{children}</LocaleContext>
}

function useProvided(): ProvidedLocale {
  const provided = use(LocaleContext)
  if (!provided) throw new Error('<LocaleProvider> is missing.')
  return provided
}

export const useLocale = (): Locale => useProvided().locale

export const useServerSample = (): string => useProvided().serverSample
