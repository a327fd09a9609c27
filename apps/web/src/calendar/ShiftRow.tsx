import { duration, hours, isOvernight, type Shift } from './format.ts'
import styles from './ShiftRow.module.css'

interface ShiftRowProps {
  shift: Shift
  now: string
  timeZone: string
  open: () => void
}

export function ShiftRow({ shift, now, timeZone, open }: ShiftRowProps) {
  const isPast = Date.parse(shift.startsAt) <= Date.parse(now)
  const notes = [duration(shift), isOvernight(shift) && 'overnight', isPast && 'started'].filter(Boolean)
  return (
    <button type="button" className={styles.row} data-past={isPast} onClick={open}>
      <span className={styles.hours}>{hours(shift, timeZone)}</span>
      <span className={styles.facility}>{shift.facility.name}</span>
      <span className={styles.notes}>
        {notes.join(' · ')}
        {shift.overlapsClaimed && <span className={styles.overlap}>Overlaps your shift</span>}
      </span>
    </button>
  )
}
