import { createCatalogue } from './catalogue.ts'
import { useLocale } from './LocaleContext.tsx'

const catalogue = createCatalogue({
  en: async () => (await import('./english/homePanel.ts')).homePanel,
  es: async () => (await import('./spanish/homePanel.ts')).homePanel,
})

/** The texts of the panel of the worker's home, in the reader's language. */
export const useHomePanelTexts = () => catalogue.read(useLocale())
