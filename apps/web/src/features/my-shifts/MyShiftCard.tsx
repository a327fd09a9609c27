import { useRef } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useMyShiftsTexts } from '@/shared/i18n/myShiftsTexts.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { hasStarted, isOver, type ClaimedShift } from '@/shared/shift/shift.ts'
import { ShiftPlace } from '@/shared/shift/ShiftPlace.tsx'
import { ShiftWhen } from '@/shared/shift/ShiftWhen.tsx'
import { shiftDay } from '@/shared/time/period.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './MyShiftCard.module.css'
import { useMilesTo } from './useMilesTo.ts'

interface MyShiftCardProps {
  shift: ClaimedShift
  release: ((shift: ClaimedShift) => void) | undefined
  onSelect: (shift: ClaimedShift) => void
}

/** A claimed shift: its day and hours, how long, how far and where, and until it starts a button that gives it back. */
export function MyShiftCard({ shift, release, onSelect }: MyShiftCardProps) {
  const texts = useMyShiftsTexts()
  const appTexts = useTexts()
  const { hours, shortDate } = useFormat()
  const { timeZone } = useViewer()
  const now = useNow()
  const isOnline = useIsOnline()
  const pending = usePendingClaims().get(shift.id)
  const miles = useMilesTo(shift.facility.id)
  const detail = useRef<HTMLButtonElement>(null)
  const day = shortDate(shiftDay(shift, timeZone))
  const isDone = isOver(shift, now)
  const isPast = hasStarted(shift, now)
  return (
    <div className={styles.card} data-over={isDone}>
      <button ref={detail} type="button" className={styles.detail} onClick={() => onSelect(shift)}>
        <span className={styles.day}>{day}</span>
        <ShiftWhen shift={shift} hours={hours(shift, timeZone)} miles={miles} />
        <span className={styles.where}>
          <ShiftPlace facility={shift.facility} />
        </span>
        {(isPast || shift.overlapsClaimed) && (
          <span className={styles.notes}>
            {isPast && <span className={styles.state}>{isDone ? texts.over : texts.started}</span>}
            {shift.overlapsClaimed && <span className={styles.overlap}>{appTexts.shift.overlaps}</span>}
          </span>
        )}
      </button>
      {release && !isPast && (
        <button
          type="button"
          className={styles.giveBack}
          disabled={pending !== undefined || !isOnline}
          aria-label={texts.giveBackOf(day, shift.facility.name)}
          onClick={() => {
            // A disabled button cannot keep the focus.
            detail.current?.focus({ preventScroll: true })
            release(shift)
          }}
        >
          {pending ? appTexts.claims[pending] : appTexts.action.giveBack}
        </button>
      )}
    </div>
  )
}
