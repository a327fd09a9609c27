import { minutesBetween } from '@/shared/format/format.ts'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useNow } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ConnectionNote.module.css'
import type { ShiftWatch } from './useShiftWatch.ts'

/** Says how the page learns of changes unless it is by live updates, and since when it may be out of date. */
export function ConnectionNote({ connection, upToDateAt }: ShiftWatch) {
  const texts = useTexts().connection
  const { formatMinutes } = useFormat()
  const minutes = minutesBetween(upToDateAt, useNow())
  const text = texts[connection]
  // Polling keeps the page up to date too.
  const isOutOfDate = text !== '' && connection !== 'polling'
  return (
    <p className={styles.note} role="status">
      {text !== '' && <span>{text}</span>}
      {isOutOfDate && minutes > 0 && <span>{texts.age(formatMinutes(minutes))}</span>}
    </p>
  )
}
