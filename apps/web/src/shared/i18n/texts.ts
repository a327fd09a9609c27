import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

export type { Texts } from './english/app.ts'

const catalogue = createCatalogue({
  en: async () => (await import('./english/app.ts')).app,
  es: async () => (await import('./spanish/app.ts')).app,
})

/** For the server: the texts of a signed-in worker's pages, in the language of a locale. */
export const loadTexts = catalogue.load

/** The texts of a signed-in worker's pages, in the reader's language. */
export const useTexts = () => catalogue.read(useLocale())
