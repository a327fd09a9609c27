import { isOvernight } from '@/shared/format/format.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import type { PendingClaim } from './pendingClaims.ts'
import styles from './ShiftCard.module.css'
import type { WorkerShift } from './workerShift.ts'

interface ShiftNotesProps {
  item: WorkerShift
  isPast: boolean
  pending: PendingClaim | undefined
}

/** What is special about a shift: that it is the worker's, clashes with another, ends on the next day, or has started. */
export function ShiftNotes({ item: { kind, shift }, isPast, pending }: ShiftNotesProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  const claimText = kind === 'claimed' ? texts.shift.claimed : undefined
  const state = pending ? texts.claims[pending] : claimText
  const isNextDay = isOvernight(shift, timeZone)
  if (!state && !shift.overlapsClaimed && !isNextDay && !isPast) return null
  return (
    <span className={styles.notes}>
      {state && <span className={styles.state}>{state}</span>}
      {shift.overlapsClaimed && <span className={styles.overlap}>{texts.shift.overlaps}</span>}
      {isNextDay && <span>{texts.shift.overnight}</span>}
      {isPast && <span>{texts.shift.started}</span>}
    </span>
  )
}
