import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/feeds.ts')).feeds,
  es: async () => (await import('./spanish/feeds.ts')).feeds,
})

/** The texts of the panel of calendar feeds, in the reader's language. */
export const useFeedTexts = () => catalogue.read(useLocale())
