import { languageNames, offeredLanguages, type Language } from '@/shared/i18n/locale.ts'
import { PreferenceForm } from './PreferenceForm.tsx'

const choices = offeredLanguages.map((language) => ({
  value: language,
  text: languageNames[language],
  lang: language,
}))

/** The choice of the language, each by its own name. */
export const LanguageForm = ({ legend, chosen }: { legend: string; chosen: Language }) => (
  <PreferenceForm legend={legend} name="language" choices={choices} chosen={chosen} />
)
