import { pageError as english } from './english/pageError.ts'
import { useLocale } from './LocaleContext.tsx'
import { pageError as spanish } from './spanish/pageError.ts'

/**
 * The texts shown in place of a page that threw an error, in the reader's language. Every page has them in all languages: the
 * error may be that nothing more can be loaded.
 */
export const usePageErrorTexts = () => (useLocale().language === 'es' ? spanish() : english())
