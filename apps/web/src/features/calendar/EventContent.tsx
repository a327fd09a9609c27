import styles from './EventContent.module.css'
import type { PendingClaim } from '@/shared/shift/pendingClaims.ts'
import { clock, hours } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
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
  const texts = useTexts()
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
      {(pending || isOwn) && (
        <span className={styles.yours}>{pending ? texts.claims[pending] : texts.shift.yours}</span>
      )}
      {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
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
  const texts = useTexts()
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
      <span className={styles.unit}>{texts.calendar.open}</span>
      <span className={styles.facilities}>{texts.calendar.atFacilities(facilities)}</span>
    </div>
  )
}

/** Follows the first shifts of a day that has more. */
export function MoreEvent({ shifts, shown }: { shifts: number; shown: number }) {
  const texts = useTexts()
  return <div className={styles.moreEvent}>{texts.calendar.more(shifts - shown)}</div>
}

/** Stands for the worker's own shifts of a day where they are too many to show one by one. */
export function OwnCountEvent({ shifts }: { shifts: number }) {
  const texts = useTexts()
  return (
    <div className={styles.shift} data-own>
      <span className={styles.hours}>{texts.calendar.claimedCount(shifts)}</span>
    </div>
  )
}
