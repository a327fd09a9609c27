import styles from './EventContent.module.css'
import type { PendingClaim } from '@/shared/shift/pendingClaims.ts'
import { clock, hours } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'

interface ShiftEventProps {
  shift: Shift
  isClaimed: boolean
  isPast: boolean
  pending: PendingClaim | undefined
}

/** A shift in the calendar: its hours on the facility's clock, the facility, and whether the worker has claimed it. */
export function ShiftEvent({ shift, isClaimed, isPast, pending }: ShiftEventProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  return (
    <div className={styles.shift} data-claimed={isClaimed} data-past={isPast}>
      <span className={styles.hours}>
        <span className={styles.full}>{hours(shift, timeZone)}</span>
        <span className={styles.brief} aria-hidden="true">
          {clock(shift.startsAt, facilityZone(shift, timeZone))}
        </span>
      </span>
      <bdi className={styles.facility}>{shift.facility.name}</bdi>
      {(pending || isClaimed) && (
        <span className={styles.claim}>{pending ? texts.claims[pending] : texts.shift.claimed}</span>
      )}
      {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
    </div>
  )
}

interface CountEventProps {
  shifts: number
  facilities: number
  /** The number of shifts in relation to the busiest day's, 0 to 1. It sets the depth of the colour. */
  share: number
  isPast: boolean
}

/** The number of a day's shifts, where they are too many to show one by one. */
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

/** The number of further shifts of a day, below its first ones. */
export function MoreEvent({ shifts, shown }: { shifts: number; shown: number }) {
  const texts = useTexts()
  return <div className={styles.moreEvent}>{texts.calendar.more(shifts - shown)}</div>
}

/** The number of a day's claimed shifts, where they are too many to show one by one. */
export function ClaimedCountEvent({ shifts }: { shifts: number }) {
  const texts = useTexts()
  return (
    <div className={styles.shift} data-claimed>
      <span className={styles.hours}>{texts.calendar.claimedCount(shifts)}</span>
    </div>
  )
}
