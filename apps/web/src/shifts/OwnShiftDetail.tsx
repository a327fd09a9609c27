import type { ReactNode } from 'react'
import { shortDay } from './format.ts'
import { hasStarted, type OwnShift } from './shift.ts'
import type { ShiftDialogProps } from './ShiftDialog.tsx'
import styles from './ShiftDialog.module.css'

interface OwnShiftDetailProps extends Pick<ShiftDialogProps, 'viewer' | 'now' | 'claims' | 'close'> {
  shift: OwnShift
  facts: ReactNode
}

/** A shift that the worker has: until it starts it can be given back. */
export function OwnShiftDetail({ shift, facts, viewer, now, claims, close }: OwnShiftDetailProps) {
  const isPast = hasStarted(shift, now)
  return (
    <>
      <div className={styles.body} data-fits>
        <p className={styles.own}>
          {shift.claimedAt
            ? `Yours since ${shortDay(shift.claimedAt, viewer.timeZone)}.`
            : 'You are assigned to this shift.'}
        </p>
        {shift.overlapsClaimed && (
          <p className={styles.warning}>It overlaps another shift that you already have.</p>
        )}
        {facts}
      </div>
      {!isPast && (
        <div className={styles.actions}>
          <button
            type="button"
            className={styles.giveBack}
            onClick={() => {
              claims.release(shift)
              close()
            }}
          >
            Give back
          </button>
        </div>
      )}
    </>
  )
}
