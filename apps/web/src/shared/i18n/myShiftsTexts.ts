import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

export type { MyShiftsTexts } from './english/myShifts.ts'

const catalogue = createCatalogue({
  en: async () => (await import('./english/myShifts.ts')).myShifts,
  es: async () => (await import('./spanish/myShifts.ts')).myShifts,
})

/** For the server: the texts of the page of claimed shifts, in the language of a locale. */
export const loadMyShiftsTexts = catalogue.load

/** The texts of the page of claimed shifts, in the reader's language. */
export const useMyShiftsTexts = () => catalogue.read(useLocale())
