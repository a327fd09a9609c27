import styles from './EventContent.module.css'
import { clock, countOf, hours, type Shift } from './format.ts'
import type { View } from './location.ts'

/** A shift inside the calendar: its hours on the facility's clock, and where. */
export function ShiftEvent({ shift, timeZone, view }: { shift: Shift; timeZone: string; view: View }) {
  return (
    <div className={styles.shift} data-view={view}>
      <span className={styles.hours}>
        <span className={styles.full}>{hours(shift, timeZone)}</span>
        <span className={styles.brief}>{clock(shift.startsAt, shift.facility.timeZone)}</span>
      </span>
      <span className={styles.facility}>{shift.facility.name}</span>
      {shift.overlapsClaimed && <span className={styles.overlap}>Overlaps your shift</span>}
    </div>
  )
}

/** Stands for shifts that are too many to show one by one. */
export function CountEvent({ shifts, facilities, share, isRest }: { shifts: number; facilities: number; share: number; isRest: boolean }) {
  return (
    <div className={styles.count} style={{ background: `color-mix(in oklab, var(--accent) ${Math.round(10 + 26 * Math.sqrt(share))}%, var(--surface))` }}>
      <span className={styles.number}>{isRest ? `All ${countOf(shifts, 'shift')}` : shifts.toLocaleString('en-US')}</span>
      <span className={styles.unit}> open</span>
      <span className={styles.facilities}> at {countOf(facilities, 'facility', 'facilities')}</span>
    </div>
  )
}
