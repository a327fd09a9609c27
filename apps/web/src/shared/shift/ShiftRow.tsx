import { usePendingClaims } from './pendingClaims.ts'
import { duration, hours, isOvernight } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { hasStarted, type Shift } from './shift.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftRow.module.css'

interface ShiftRowProps {
  shift: Shift
  isClaimed?: boolean
  onSelect: () => void
}

/** A shift as a row of a list: a button with its hours, facility and state. */
export function ShiftRow({ shift, isClaimed = false, onSelect }: ShiftRowProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const now = useNow()
  const isPast = hasStarted(shift, now)
  const pending = usePendingClaims().get(shift.id)
  const notes = [
    duration(shift),
    isOvernight(shift, timeZone) && texts.shift.overnight,
    isPast && texts.shift.started,
  ].filter(Boolean)
  return (
    <button
      type="button"
      className={styles.row}
      data-past={isPast}
      data-claimed={isClaimed}
      onClick={onSelect}
    >
      <span className={styles.hours}>{hours(shift, timeZone)}</span>
      <bdi className={styles.facility}>{shift.facility.name}</bdi>
      <span className={styles.notes}>
        <span>{notes.join(' · ')}</span>
        {(pending || isClaimed) && (
          <span className={styles.claim}>{pending ? texts.claims[pending] : texts.shift.claimed}</span>
        )}
        {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
      </span>
    </button>
  )
}
