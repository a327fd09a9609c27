import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

export type { SignInTexts } from './english/signIn.ts'

const catalogue = createCatalogue({
  en: async () => (await import('./english/signIn.ts')).signIn,
  es: async () => (await import('./spanish/signIn.ts')).signIn,
})

/** For the server: the texts of the sign-in page, in the language of a locale. */
export const loadSignInTexts = catalogue.load

/** The texts of the sign-in page, in the reader's language. */
export const useSignInTexts = () => catalogue.read(useLocale())
