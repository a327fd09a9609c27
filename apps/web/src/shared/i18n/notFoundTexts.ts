import { createCatalogue } from './catalogue.ts'

/** For the server: the texts shown for an address without a page. */
export const loadNotFoundTexts = createCatalogue({
  en: async () => (await import('./english/notFound.ts')).notFound,
  es: async () => (await import('./spanish/notFound.ts')).notFound,
}).load
