import styles from './EventContent.module.css'
import { pendingText, type PendingClaim } from '@/shared/shift/pendingClaims.ts'
import { clock, countOf, hours } from '@/shared/format/format.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface ShiftEventProps {
  shift: Shift
  isOwn: boolean
  isPast: boolean
  pending: PendingClaim | undefined
}

/** A shift inside the calendar: its hours on the facility's clock, where, and whether it is the worker's own. */
export function ShiftEvent({ shift, isOwn, isPast, pending }: ShiftEventProps) {
  const { timeZone } = useViewer()
  return (
    <div className={styles.shift} data-own={isOwn} data-past={isPast}>
      <span className={styles.hours}>
        <span className={styles.full}>{hours(shift, timeZone)}</span>
        <span className={styles.brief} aria-hidden="true">
          {clock(shift.startsAt, facilityZone(shift, timeZone))}
        </span>
      </span>
      <bdi className={styles.facility}>{shift.facility.name}</bdi>
      {(pending || isOwn) && <span className={styles.yours}>{pending ? pendingText[pending] : 'Yours'}</span>}
      {shift.overlapsClaimed && <span className={styles.overlap}>Overlaps your shift</span>}
    </div>
  )
}

interface CountEventProps {
  shifts: number
  facilities: number
  /** Of the busiest day's shifts: the busier, the deeper the colour. */
  share: number
  isPast: boolean
}

/** Stands for a day's shifts where they are too many to show one by one. */
export function CountEvent({ shifts, facilities, share, isPast }: CountEventProps) {
  const depth = Math.round(24 * share)
  return (
    <div
      className={styles.count}
      data-past={isPast}
      style={
        isPast
          ? undefined
          : { background: `color-mix(in oklab, var(--accent) ${depth}%, var(--accent-tint))` }
      }
    >
      <span className={styles.number}>{shifts.toLocaleString('en-US')}</span>
      <span className={styles.unit}> open</span>
      <span className={styles.facilities}>{` at ${countOf(facilities, 'facility', 'facilities')}`}</span>
    </div>
  )
}

/** Follows the first shifts of a day that has more. */
export function MoreEvent({ shifts, shown }: { shifts: number; shown: number }) {
  return <div className={styles.moreEvent}>{`${shifts - shown} more`}</div>
}

/** Stands for the worker's own shifts of a day where they are too many to show one by one. */
export const OwnCountEvent = ({ shifts }: { shifts: number }) => (
  <div className={styles.shift} data-own>
    <span className={styles.hours}>{`${shifts} of yours`}</span>
  </div>
)
