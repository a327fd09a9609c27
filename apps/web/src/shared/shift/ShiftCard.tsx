import { useRef } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import type { PendingClaim } from './pendingClaims.ts'
import { ShiftNotes } from './ShiftNotes.tsx'
import styles from './ShiftCard.module.css'
import { ShiftPlace } from './ShiftPlace.tsx'
import { ShiftWhen } from './ShiftWhen.tsx'
import type { WorkerShift } from './workerShift.ts'

interface ShiftCardProps {
  item: WorkerShift
  /** How many such shifts there are. */
  count: number
  /** The distance from the worker's home; undefined where it is not known. While it is loading, its place stays free. */
  miles: number | 'loading' | undefined
  isPast: boolean
  pending: PendingClaim | undefined
  /** The minutes of rest between it and a claimed shift, if that is short. */
  shortRest: number | undefined
  /** Whether it stands in a narrow column. */
  isCompact: boolean
  /** Claims the shift with one tap. Undefined where that is not offered. */
  claim: (() => void) | undefined
  onSelect: () => void
}

/** A shift in a list: when, how long, how far and where, what is odd about it, and a button that claims it. */
export function ShiftCard({
  item,
  count,
  miles,
  isPast,
  pending,
  shortRest,
  isCompact,
  claim,
  onSelect,
}: ShiftCardProps) {
  const texts = useTexts()
  const { hours } = useFormat()
  const { timeZone } = useViewer()
  const detail = useRef<HTMLButtonElement>(null)
  const { kind, shift } = item
  const time = hours(shift, timeZone)
  return (
    <div className={styles.card} data-kind={kind} data-past={isPast} data-compact={isCompact}>
      <button ref={detail} type="button" className={styles.detail} onClick={onSelect}>
        <ShiftWhen shift={shift} hours={time} miles={miles}>
          {count > 1 && <span className={styles.count}>{texts.card.times(count)}</span>}
        </ShiftWhen>
        <ShiftPlace facility={shift.facility} />
        <ShiftNotes item={item} isPast={isPast} pending={pending} shortRest={shortRest} />
      </button>
      {claim && (
        <button
          type="button"
          className={styles.claim}
          disabled={pending !== undefined}
          aria-label={texts.card.claimOf(time, shift.facility.name)}
          onClick={() => {
            // The button disappears with the claim, and would take the focus with it.
            detail.current?.focus({ preventScroll: true })
            claim()
          }}
        >
          <span>{texts.card.claim}</span>
        </button>
      )}
    </div>
  )
}
