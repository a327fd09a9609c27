import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/preview.ts')).preview,
  es: async () => (await import('./spanish/preview.ts')).preview,
})

/** The texts of the note over a preview of shifts that documents would unlock, in the reader's language. */
export const usePreviewTexts = () => catalogue.read(useLocale())
