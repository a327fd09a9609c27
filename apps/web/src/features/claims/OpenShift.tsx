'use client'

import type { ReactNode } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { inWords, type Refusal } from './refusal.ts'
import { ServerAction } from './ServerAction.tsx'
import type { Claims } from './useClaims.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { dateAndHours, hours } from '@/shared/format/format.ts'
import { hasStarted, overlap, type OwnShift, type Shift } from '@/shared/shift/shift.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'
import { StillOpen } from './StillOpen.tsx'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'

interface OpenShiftProps {
  shift: Shift
  refusal: Refusal | undefined
  /** The worker's shifts around this one; undefined while they are not known. */
  own: readonly OwnShift[] | undefined
  facts: ReactNode
  claims: Claims
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  close: () => boolean
}

/** A shift that the worker may take, or why it cannot any more and what else there is. */
export function OpenShift({ shift, refusal, own, facts, claims, showShift, showDay, close }: OpenShiftProps) {
  const viewer = useViewer()
  const now = useNow()
  const complaints = useComplaints(viewer.workerId, shift)
  const overlapping = own?.filter((other) => overlap(other, shift)) ?? []
  const overlaps = own ? overlapping.length > 0 : shift.overlapsClaimed
  const isPast = hasStarted(shift, now)
  const pending = usePendingClaims().get(shift.id)
  const isLost = complaints.length > 0 || refusal?.mayTryAgain === false

  return (
    <>
      <div className={styles.body}>
        {isLost && <p className={styles.lost}>{dateAndHours(shift, facilityZone(shift, viewer.timeZone))}</p>}
        {(refusal || isLost) && (
          <div className={styles.refusal} role="alert">
            {(refusal?.complaints ?? complaints).map((complaint) => (
              <p key={complaint}>{complaint}</p>
            ))}
          </div>
        )}
        {overlaps && !isLost && (
          <Overlap overlapping={overlapping} onSelect={(other) => showShift({ kind: 'own', shift: other })} />
        )}
        {isPast && <p className={styles.past}>This shift has already started.</p>}
        {isLost ? (
          <StillOpen
            shift={shift}
            showDay={showDay}
            onSelect={(other) => showShift({ kind: 'open', shift: other })}
          />
        ) : (
          facts
        )}
      </div>
      {!isLost && !isPast && !overlaps && (
        <div className={styles.actions}>
          <ServerAction
            className={styles.claim}
            label={refusal ? 'Try again' : 'Claim this shift'}
            pending={pending}
            run={() => {
              if (close()) claims.claim(shift)
            }}
          />
        </div>
      )}
    </>
  )
}

/** Why the rule does not give the shift to the worker any more: nothing while that is not known. */
function useComplaints(workerId: number, { id }: Shift): string[] {
  const explained = trpc.shift.explain.useQuery({ workerId, shiftId: id })
  if (explained.error?.data?.code === 'NOT_FOUND') return ['This shift does not exist any more.']
  return (explained.data?.reasons ?? []).map((reason) =>
    reason.code === 'SHIFT_CLAIMED' ? 'This shift has just been taken.' : inWords(reason),
  )
}

interface OverlapProps {
  overlapping: OwnShift[]
  onSelect: (shift: OwnShift) => void
}

function Overlap({ overlapping, onSelect }: OverlapProps) {
  const { timeZone } = useViewer()
  return (
    <div className={styles.warning}>
      <p>It overlaps a shift that you already have, so you cannot take both.</p>
      {overlapping.map((own) => (
        <button key={own.id} type="button" className={styles.other} onClick={() => onSelect(own)}>
          <bdi>{own.facility.name}</bdi>
          <span>{`, ${hours(own, timeZone)}`}</span>
        </button>
      ))}
    </div>
  )
}
