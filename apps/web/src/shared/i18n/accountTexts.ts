import { createCatalogue } from './catalogue.ts'

export type { AccountTexts } from './english/account.ts'

/** For the server: the texts of what the account's menu offers, in the language of a locale. */
export const loadAccountTexts = createCatalogue({
  en: async () => (await import('./english/account.ts')).account,
  es: async () => (await import('./spanish/account.ts')).account,
}).load
