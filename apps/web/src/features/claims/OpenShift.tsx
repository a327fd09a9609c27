'use client'

import type { ReactNode } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { refusalTexts, type Refusal } from './refusal.ts'
import { ServerAction } from './ServerAction.tsx'
import type { Claims } from './useClaims.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { ineligibilityText } from '@/shared/i18n/wording.ts'
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
  const texts = useTexts()
  const viewer = useViewer()
  const now = useNow()
  const obstacles = useObstacles(viewer.workerId, shift)
  const overlapping = own?.filter((other) => overlap(other, shift)) ?? []
  const overlaps = own ? overlapping.length > 0 : shift.overlapsClaimed
  const isPast = hasStarted(shift, now)
  const pending = usePendingClaims().get(shift.id)
  const isLost = obstacles.length > 0 || refusal?.mayTryAgain === false

  return (
    <>
      <div className={styles.body}>
        {isLost && <p className={styles.lost}>{dateAndHours(shift, facilityZone(shift, viewer.timeZone))}</p>}
        {(refusal || isLost) && (
          <div className={styles.refusal} role="alert">
            {(refusal ? refusalTexts(refusal, texts) : obstacles).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        {overlaps && !isLost && (
          <Overlap overlapping={overlapping} onSelect={(other) => showShift({ kind: 'own', shift: other })} />
        )}
        {isPast && <p className={styles.past}>{texts.shift.hasStarted}</p>}
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
            label={refusal ? texts.action.tryAgain : texts.action.claim}
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

/** Sentences that say why the worker may not claim the shift any more: none while that is not known. */
function useObstacles(workerId: number, { id }: Shift): string[] {
  const texts = useTexts()
  const explained = trpc.shift.explain.useQuery({ workerId, shiftId: id })
  if (explained.error?.data?.code === 'NOT_FOUND') return [texts.shift.doesNotExist]
  return (explained.data?.reasons ?? []).map((reason) =>
    reason.code === 'SHIFT_CLAIMED' ? texts.shift.justTaken : ineligibilityText(reason, texts),
  )
}

interface OverlapProps {
  overlapping: OwnShift[]
  onSelect: (shift: OwnShift) => void
}

function Overlap({ overlapping, onSelect }: OverlapProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  return (
    <div className={styles.warning}>
      <p>{texts.shift.overlapsClaimed}</p>
      {overlapping.map((own) => (
        <button key={own.id} type="button" className={styles.other} onClick={() => onSelect(own)}>
          <bdi>{own.facility.name}</bdi>
          <span>{`, ${hours(own, timeZone)}`}</span>
        </button>
      ))}
    </div>
  )
}
