import { pageError as english } from './english/pageError.ts'
import { useLocale } from './LocaleContext.tsx'
import { pseudoLanguage, type OfferedLanguage } from './locale.ts'
import { pageError as spanish } from './spanish/pageError.ts'

const catalogues: Record<OfferedLanguage, typeof english> = { en: english, es: spanish }

/**
 * The texts shown in place of a page that threw an error, in the reader's language. Every page has them in all languages: the
 * error may be that nothing more can be loaded.
 */
export function usePageErrorTexts() {
  const { language } = useLocale()
  return catalogues[language === pseudoLanguage ? 'en' : language]()
}
