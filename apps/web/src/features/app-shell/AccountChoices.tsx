import { signOut } from '@/server/actions.ts'
import type { Language } from '@/shared/i18n/locale.ts'
import type { AccountTexts } from '@/shared/i18n/accountTexts.ts'
import { LanguageForm } from '@/shared/viewer/LanguageForm.tsx'
import { PreferenceForm } from '@/shared/viewer/PreferenceForm.tsx'
import { themes, type Theme } from '@/shared/viewer/preferences.ts'
import styles from './AccountMenu.module.css'

interface AccountChoicesProps {
  texts: AccountTexts
  language: Language
  theme: Theme
}

/** What the account's menu offers without a script: language, colours, sign out. A server component. */
export const AccountChoices = ({ texts, language, theme }: AccountChoicesProps) => (
  <>
    <LanguageForm legend={texts.language} chosen={language} />
    <PreferenceForm
      legend={texts.theme}
      name="theme"
      choices={themes.map((value) => ({ value, text: texts.themes[value] }))}
      chosen={theme}
    />
    <form action={signOut} data-signs-out>
      <button type="submit" className={styles.item}>
        {texts.signOut}
      </button>
    </form>
  </>
)
