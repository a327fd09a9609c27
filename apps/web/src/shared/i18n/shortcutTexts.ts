import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/shortcuts.ts')).shortcuts,
  es: async () => (await import('./spanish/shortcuts.ts')).shortcuts,
})

/** The texts of the list of the keys of the calendar, in the reader's language. */
export const useShortcutTexts = () => catalogue.read(useLocale())
