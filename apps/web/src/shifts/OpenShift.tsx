'use client'

import type { ReactNode } from 'react'
import { trpc } from '@/client/trpc.ts'
import type { Refusal } from '@/claims/refusal.ts'
import { useOwnShifts } from '@/claims/useOwnShifts.ts'
import { hours } from './format.ts'
import { hasStarted, overlap, type OwnShift, type Shift } from './shift.ts'
import type { ShiftDialogProps } from './ShiftDialog.tsx'
import styles from './ShiftDialog.module.css'
import { StillOpen } from './StillOpen.tsx'

interface OpenShiftProps extends Omit<ShiftDialogProps, 'opened'> {
  shift: Shift
  refusal: Refusal | undefined
  facts: ReactNode
}

/** A shift that the worker may take, or why it cannot any more and what else there is. */
export function OpenShift({
  shift,
  refusal,
  facts,
  viewer,
  now,
  claims,
  swap,
  openDay,
  close,
}: OpenShiftProps) {
  const complaints = useComplaints(viewer.workerId, shift)
  const overlapping = useOverlapping(viewer, shift)
  const isPast = hasStarted(shift, now)
  const isLost = complaints.length > 0 || refusal?.mayTryAgain === false

  return (
    <>
      <div className={styles.body} data-fits>
        {(refusal || isLost) && (
          <div className={styles.refusal} role="alert">
            {(refusal?.complaints ?? complaints).map((complaint) => (
              <p key={complaint}>{complaint}</p>
            ))}
          </div>
        )}
        {overlapping && !isLost && (
          <Overlap {...{ overlapping, viewer }} open={(own) => swap({ kind: 'own', shift: own })} />
        )}
        {isPast && <p className={styles.past}>This shift has already started.</p>}
        {facts}
        {isLost && (
          <StillOpen
            {...{ shift, viewer, now, openDay }}
            open={(other) => swap({ kind: 'open', shift: other })}
          />
        )}
      </div>
      {!isLost && !isPast && !overlapping && (
        <div className={styles.actions}>
          <button
            type="button"
            className={styles.claim}
            onClick={() => {
              claims.claim(shift)
              close()
            }}
          >
            {refusal ? 'Try again' : 'Claim this shift'}
          </button>
        </div>
      )}
    </>
  )
}

/** Why the rule does not give the shift to the worker any more: nothing while that is not known. */
function useComplaints(workerId: number, { id }: Shift): string[] {
  const explained = trpc.shift.explain.useQuery({ workerId, shiftId: id })
  if (explained.error?.data?.code === 'NOT_FOUND') return ['This shift does not exist any more.']
  return (explained.data?.reasons ?? []).map(({ code, message }) =>
    code === 'SHIFT_CLAIMED' ? 'This shift has just been taken.' : message,
  )
}

/** The worker's shifts that overlap this one, as far as they are known; undefined where there is none. */
function useOverlapping(viewer: ShiftDialogProps['viewer'], shift: Shift): OwnShift[] | undefined {
  // None lasts longer than a day.
  const dayBefore = new Date(Date.parse(shift.startsAt) - 24 * 3_600_000).toISOString()
  const { shifts, isLoaded } = useOwnShifts(viewer, { from: dayBefore, to: shift.endsAt })
  if (!isLoaded) return shift.overlapsClaimed ? [] : undefined
  const overlapping = shifts.filter((own) => overlap(own, shift))
  return overlapping.length > 0 ? overlapping : undefined
}

interface OverlapProps extends Pick<ShiftDialogProps, 'viewer'> {
  overlapping: OwnShift[]
  open: (shift: OwnShift) => void
}

const Overlap = ({ overlapping, viewer, open }: OverlapProps) => (
  <div className={styles.warning}>
    <p>It overlaps a shift that you already have, so you cannot take both.</p>
    {overlapping.map((own) => (
      <button key={own.id} type="button" className={styles.other} onClick={() => open(own)}>
        {own.facility.name}, {hours(own, viewer.timeZone)}
      </button>
    ))}
  </div>
)
