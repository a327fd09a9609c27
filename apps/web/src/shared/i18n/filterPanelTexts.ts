import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/filterPanel.ts')).filterPanel,
  es: async () => (await import('./spanish/filterPanel.ts')).filterPanel,
})

/** The texts of the panel with every filter, in the reader's language. */
export const useFilterPanelTexts = () => catalogue.read(useLocale())
