import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './ConnectionNote.module.css'
import type { Connection } from './useShiftWatch.ts'

/** Says that what is shown may be out of date, and nothing while live updates come through. */
export function ConnectionNote({ connection }: { connection: Connection }) {
  const texts = useTexts()
  return (
    <p className={styles.note} role="status">
      <span>{texts.connection[connection]}</span>
    </p>
  )
}
