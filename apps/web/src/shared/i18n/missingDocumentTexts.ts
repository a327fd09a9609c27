import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/missingDocuments.ts')).missingDocuments,
  es: async () => (await import('./spanish/missingDocuments.ts')).missingDocuments,
})

/** The texts of what the missing documents of a shift would unlock, in the reader's language. */
export const useMissingDocumentTexts = () => catalogue.read(useLocale())
