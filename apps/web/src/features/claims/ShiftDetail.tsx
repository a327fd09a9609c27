'use client'

import type { ReactNode } from 'react'
import { useFormat } from '@/shared/format/useFormat.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import type { ClaimedShift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { Action } from './Action.tsx'
import { ClaimedShiftButton } from './ClaimedShiftButton.tsx'
import { LazyOtherOpenShifts } from './LazyOtherOpenShifts.tsx'
import { Neighbours, type NeighbourShifts } from './Neighbours.tsx'

import { RequiredDocuments } from './RequiredDocuments.tsx'
import styles from './ShiftDetail.module.css'
import type { Claims } from './useClaims.ts'
import { useShiftState, type SelectedShift } from './useShiftState.ts'
import { WeekNote } from './WeekNote.tsx'
import { WhenAndWhere } from './WhenAndWhere.tsx'

interface ShiftDetailProps {
  selected: SelectedShift
  claims: Claims
  /** Shows another shift in its place. */
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  neighbours?: NeighbourShifts | undefined
  /** Messages about what the worker does here, if no panel around it shows them. */
  children?: ReactNode
}

/** All about one shift, and at the bottom what the worker can do with it, or why nothing. */
export function ShiftDetail({
  selected,
  claims,
  showShift,
  showDay,
  neighbours,
  children,
}: ShiftDetailProps) {
  const texts = useTexts()
  const { shift } = selected
  const state = useShiftState(selected)
  const { claimed, claimedNearby, overlaps, overlapping, action } = state
  const showClaimed = (other: ClaimedShift) => showShift({ kind: 'claimed', shift: other })
  const isClaimTimeKnown = claimedNearby !== undefined || !selected.isClaimTimeUnknown
  const showsWeek = claimedNearby && !overlaps && !state.isUnavailable && !state.isPast

  return (
    <>
      <div className={styles.body}>
        {claimed && isClaimTimeKnown && <ClaimedNote claimed={claimed} />}
        <WhenAndWhere shift={shift} isClaimed={claimed !== undefined} />
        {state.lacksDocuments && <RequiredDocuments shiftId={shift.id} />}
        {state.isUnavailable && (
          <LazyOtherOpenShifts
            shift={shift}
            showDay={showDay}
            onSelect={(other) => showShift({ kind: 'open', shift: other })}
          />
        )}
        {!state.lacksDocuments && <RequiredDocuments shiftId={shift.id} />}
        {showsWeek && <WeekNote shift={shift} claimed={claimedNearby} onSelect={showClaimed} />}
      </div>
      <div className={styles.footer}>
        {children}
        {state.reasons.length > 0 && (
          <div className={styles.reasons} role="alert">
            {state.reasons.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        )}
        {overlaps && !state.isUnavailable && (
          <div className={styles.reasons}>
            <p>{claimed ? texts.shift.claimedOverlaps : texts.shift.overlapsClaimed}</p>
            {overlapping.map((other) => (
              <ClaimedShiftButton key={other.id} claimed={other} onSelect={showClaimed} />
            ))}
          </div>
        )}
        <Neighbours neighbours={neighbours} showShift={showShift}>
          {action && <Action action={action} shift={shift} claimed={claimed} claims={claims} />}
        </Neighbours>
      </div>
    </>
  )
}

function ClaimedNote({ claimed }: { claimed: ClaimedShift }) {
  const texts = useTexts().shift
  const { shortDay } = useFormat()
  const { timeZone } = useViewer()
  const text = claimed.claimedAt ? texts.claimedSince(shortDay(claimed.claimedAt, timeZone)) : texts.assigned
  return <p className={styles.claimed}>{text}</p>
}
