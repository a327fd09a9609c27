import { createCatalogue } from './catalogue.ts'

/** For the server: the texts shown without a connection in place of a page that has not been loaded yet. */
export const loadOfflineTexts = createCatalogue({
  en: async () => (await import('./english/offline.ts')).offline,
  es: async () => (await import('./spanish/offline.ts')).offline,
}).load
