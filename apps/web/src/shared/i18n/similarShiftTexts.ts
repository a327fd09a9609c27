import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/similarShifts.ts')).similarShifts,
  es: async () => (await import('./spanish/similarShifts.ts')).similarShifts,
})

/** The texts of the shifts that are like one that cannot be claimed, in the reader's language. */
export const useSimilarShiftTexts = () => catalogue.read(useLocale())
