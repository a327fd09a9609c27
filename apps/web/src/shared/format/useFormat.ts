import { useLocale } from '@/shared/i18n/LocaleContext.tsx'
import { useTexts } from '@/shared/i18n/texts.ts'
import { formatIn } from './format.ts'

/** How the reader's locale writes times, dates and distances. */
export const useFormat = () => formatIn(useLocale(), useTexts())
