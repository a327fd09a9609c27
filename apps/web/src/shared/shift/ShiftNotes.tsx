import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { PendingClaim } from './pendingClaims.ts'
import styles from './ShiftCard.module.css'
import type { WorkerShift } from './workerShift.ts'

interface ShiftNotesProps {
  item: WorkerShift
  isPast: boolean
  pending: PendingClaim | undefined
  /** The minutes of rest between it and a claimed shift, if that is short. */
  shortRest: number | undefined
}

/**
 * What is special about a shift: that it is the worker's, lacks a document, clashes with another, leaves little rest, or has
 * started.
 */
export function ShiftNotes({ item, isPast, pending, shortRest }: ShiftNotesProps) {
  const { kind, shift } = item
  const texts = useTexts()
  const { formatMinutes } = useFormat()
  const claimText = kind === 'claimed' ? texts.shift.claimed : undefined
  const state = pending ? texts.claims[pending] : claimText
  if (!state && kind !== 'locked' && !shift.overlapsClaimed && !isPast && shortRest === undefined) return null
  return (
    <span className={styles.notes}>
      {state && <span className={styles.state}>{state}</span>}
      {kind === 'locked' && (
        <span className={styles.locked}>
          {item.missing ? <bdi>{texts.shift.needs(item.missing.name)}</bdi> : texts.shift.notYours}
        </span>
      )}
      {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
      {shortRest !== undefined && (
        <span className={styles.overlap}>{texts.shift.shortRest(formatMinutes(shortRest))}</span>
      )}
      {isPast && <span>{texts.shift.started}</span>}
    </span>
  )
}
