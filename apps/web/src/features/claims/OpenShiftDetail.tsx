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
import { hasStarted, overlap, type ClaimedShift, type Shift } from '@/shared/shift/shift.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import styles from './ShiftDialog.module.css'
import { OtherOpenShifts } from './OtherOpenShifts.tsx'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'

interface OpenShiftDetailProps {
  shift: Shift
  refusal: Refusal | undefined
  /** The worker's claimed shifts that may overlap; undefined until they are loaded. */
  claimedNearby: readonly ClaimedShift[] | undefined
  facts: ReactNode
  claims: Claims
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  close: () => boolean
}

/** A shift that the worker may claim. If that is no longer possible, the reasons and other open shifts of the day. */
export function OpenShiftDetail({
  shift,
  refusal,
  claimedNearby,
  facts,
  claims,
  showShift,
  showDay,
  close,
}: OpenShiftDetailProps) {
  const texts = useTexts()
  const viewer = useViewer()
  const now = useNow()
  const reasons = useIneligibilityTexts(viewer.workerId, shift)
  const overlapping = claimedNearby?.filter((other) => overlap(other, shift)) ?? []
  const overlaps = claimedNearby ? overlapping.length > 0 : shift.overlapsClaimed
  const isPast = hasStarted(shift, now)
  const pending = usePendingClaims().get(shift.id)
  const isUnavailable = reasons.length > 0 || refusal?.mayTryAgain === false

  return (
    <>
      <div className={styles.body}>
        {isUnavailable && (
          <p className={styles.unavailable}>{dateAndHours(shift, facilityZone(shift, viewer.timeZone))}</p>
        )}
        {(refusal || isUnavailable) && (
          <div className={styles.refusal} role="alert">
            {(refusal ? refusalTexts(refusal, texts) : reasons).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        {overlaps && !isUnavailable && (
          <Overlap
            overlapping={overlapping}
            onSelect={(other) => showShift({ kind: 'claimed', shift: other })}
          />
        )}
        {isPast && <p className={styles.past}>{texts.shift.hasStarted}</p>}
        {isUnavailable ? (
          <OtherOpenShifts
            shift={shift}
            showDay={showDay}
            onSelect={(other) => showShift({ kind: 'open', shift: other })}
          />
        ) : (
          facts
        )}
      </div>
      {!isUnavailable && !isPast && !overlaps && (
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

/** Sentences that say why the worker can no longer claim the shift. Empty if it can, and while that is loading. */
function useIneligibilityTexts(workerId: number, { id }: Shift): string[] {
  const texts = useTexts()
  const explanation = trpc.shift.explain.useQuery({ workerId, shiftId: id })
  if (explanation.error?.data?.code === 'NOT_FOUND') return [texts.shift.doesNotExist]
  return (explanation.data?.reasons ?? []).map((reason) =>
    reason.code === 'SHIFT_CLAIMED' ? texts.shift.justTaken : ineligibilityText(reason, texts),
  )
}

interface OverlapProps {
  overlapping: ClaimedShift[]
  onSelect: (shift: ClaimedShift) => void
}

function Overlap({ overlapping, onSelect }: OverlapProps) {
  const texts = useTexts()
  const { timeZone } = useViewer()
  return (
    <div className={styles.warning}>
      <p>{texts.shift.overlapsClaimed}</p>
      {overlapping.map((claimed) => (
        <button key={claimed.id} type="button" className={styles.other} onClick={() => onSelect(claimed)}>
          <bdi>{claimed.facility.name}</bdi>
          <span>{`, ${hours(claimed, timeZone)}`}</span>
        </button>
      ))}
    </div>
  )
}
