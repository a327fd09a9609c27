import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/documents.ts')).documents,
  es: async () => (await import('./spanish/documents.ts')).documents,
})

/** For the server: the texts of the page of documents, in the language of a locale. */
export const loadDocumentsTexts = catalogue.load

/** The texts of the page of documents, in the reader's language. */
export const useDocumentsTexts = () => catalogue.read(useLocale())
