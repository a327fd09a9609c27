import { preferencesPath, type preferenceCookies } from './preferences.ts'
import styles from './PreferenceForm.module.css'

interface PreferenceFormProps {
  legend: string
  name: keyof typeof preferenceCookies
  /** `lang` is the language of the text where it is not that of the page. */
  choices: readonly { value: string; text: string; lang?: string }[]
  chosen: string
}

/** A choice that is kept for every page. Choosing loads the page again. For server components: it needs no script. */
export const PreferenceForm = ({ legend, name, choices, chosen }: PreferenceFormProps) => (
  <form method="post" action={preferencesPath}>
    <fieldset className={styles.choices}>
      <legend className={styles.legend}>{legend}</legend>
      {choices.map(({ value, text, lang }) => (
        <button
          key={value}
          type="submit"
          name={name}
          value={value}
          lang={lang}
          className={styles.choice}
          aria-pressed={value === chosen}
        >
          {text}
        </button>
      ))}
    </fieldset>
  </form>
)
