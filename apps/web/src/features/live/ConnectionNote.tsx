import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './ConnectionNote.module.css'
import type { Connection } from './useShiftWatch.ts'

/** Shows a note while the page may be out of date. Empty while live updates arrive. */
export function ConnectionNote({ connection }: { connection: Connection }) {
  const text = useTexts().connection[connection]
  return (
    <p className={styles.note} role="status">
      {text !== '' && <span>{text}</span>}
    </p>
  )
}
