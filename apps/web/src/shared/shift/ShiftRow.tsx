import { usePendingClaims } from './pendingClaims.ts'
import { duration, hours, isOvernight } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { hasStarted, type Shift } from './shift.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftRow.module.css'

interface ShiftRowProps {
  shift: Shift
  /** Whether the worker has it already. */
  isOwn?: boolean
  onSelect: () => void
}

export function ShiftRow({ shift, isOwn = false, onSelect }: ShiftRowProps) {
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
    <button type="button" className={styles.row} data-past={isPast} data-own={isOwn} onClick={onSelect}>
      <span className={styles.hours}>{hours(shift, timeZone)}</span>
      <bdi className={styles.facility}>{shift.facility.name}</bdi>
      <span className={styles.notes}>
        <span>{notes.join(' · ')}</span>
        {(pending || isOwn) && (
          <span className={styles.own}>{pending ? texts.claims[pending] : texts.shift.yours}</span>
        )}
        {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
      </span>
    </button>
  )
}
