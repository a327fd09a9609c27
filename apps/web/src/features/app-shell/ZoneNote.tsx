import { useTexts } from '@/shared/i18n/texts.ts'
import styles from './ZoneNote.module.css'

/** Says which time zone is used in place of the one that the browser reported. */
export function ZoneNote({ timeZone }: { timeZone: string }) {
  const texts = useTexts()
  return (
    <p className={styles.note} role="note">
      {texts.calendar.zoneSubstitute(timeZone.replaceAll('_', ' '))}
    </p>
  )
}
