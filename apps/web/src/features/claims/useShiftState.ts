'use client'

import { trpc } from '@/lib/trpc.ts'
import { useTexts } from '@/shared/i18n/texts.ts'
import { ineligibilityText } from '@/shared/i18n/wording.ts'
import { hasStarted, overlap, type ClaimedShift } from '@/shared/shift/shift.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { weekWindow } from '@/shared/time/weekWindow.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { refusalTexts, type Refusal } from './refusal.ts'
import { useClaimedShifts } from './useClaimedShifts.ts'

/** The shift that is shown, and why the worker could not claim it. */
export type SelectedShift = WorkerShift & {
  refusal?: Refusal | undefined
  /** Set if `claimedAt` is null only because the time of the claim is not known yet. */
  isClaimTimeUnknown?: true
}

export interface ShiftState {
  /** The shift as claimed by the worker; undefined if it is not. */
  claimed: ClaimedShift | undefined
  /** The worker's claimed shifts of the days around it; undefined until they are loaded. */
  claimedNearby: readonly ClaimedShift[] | undefined
  overlaps: boolean
  /** The claimed shifts that overlap it, as far as they are loaded. */
  overlapping: readonly ClaimedShift[]
  isPast: boolean
  /** Whether the worker cannot claim it now, and trying again would not help. */
  isUnavailable: boolean
  /** Whether a reason is that the worker lacks documents. */
  lacksDocuments: boolean
  /** Sentences that say why it cannot be claimed, or why the last attempt failed. */
  reasons: readonly string[]
  action: 'claim' | 'tryAgain' | 'giveBack' | undefined
}

/** What the worker can do with a shift now: its state may have changed since it was selected. */
export function useShiftState(selected: SelectedShift): ShiftState {
  const texts = useTexts()
  const { shift, refusal } = selected
  const list = useClaimedShifts(weekWindow(shift))
  const claimedNearby = list.isLoaded ? list.shifts : undefined
  const claimedAtSelection = selected.kind === 'claimed' ? selected.shift : undefined
  const claimed = claimedNearby ? claimedNearby.find(({ id }) => id === shift.id) : claimedAtSelection
  const overlapping = claimedNearby?.filter((other) => other.id !== shift.id && overlap(other, shift)) ?? []
  const overlaps = claimedNearby ? overlapping.length > 0 : shift.overlapsClaimed
  const isPast = hasStarted(shift, useNow())
  const ineligibility = useIneligibility(shift.id, claimed === undefined)
  const lacksDocuments = ineligibility.lacksDocuments
  const shared = { claimed, claimedNearby, overlaps, overlapping, isPast, lacksDocuments }

  if (claimed) {
    const action = isPast ? undefined : 'giveBack'
    return { ...shared, isUnavailable: false, reasons: isPast ? [texts.shift.cannotBeGivenBack] : [], action }
  }
  if (refusal?.mayTryAgain === false)
    return { ...shared, isUnavailable: true, reasons: refusalTexts(refusal, texts), action: undefined }
  const reasons = isPast ? [...ineligibility.texts, texts.shift.hasStarted] : ineligibility.texts
  if (reasons.length > 0) return { ...shared, isUnavailable: true, reasons, action: undefined }
  // Its list says that documents are missing: until the reasons are loaded, it cannot be claimed.
  if (selected.kind === 'locked' && !ineligibility.isKnown)
    return { ...shared, isUnavailable: false, reasons: [], action: undefined }
  if (overlaps) return { ...shared, isUnavailable: false, reasons: [], action: undefined }
  if (refusal)
    return { ...shared, isUnavailable: false, reasons: refusalTexts(refusal, texts), action: 'tryAgain' }
  return { ...shared, isUnavailable: false, reasons: [], action: 'claim' }
}

interface Ineligibility {
  /** Sentences that say why the worker is not eligible for the shift. Empty if it is, and while that is loading. */
  texts: string[]
  lacksDocuments: boolean
  isKnown: boolean
}

function useIneligibility(shiftId: number, enabled: boolean): Ineligibility {
  const texts = useTexts()
  const { workerId } = useViewer()
  // Live updates find out by this query whether the shift is shown.
  const explanation = trpc.shift.explain.useQuery({ workerId, shiftId }, { enabled })
  const status = trpc.shift.byId.useQuery({ workerId, shiftId }).data?.status
  if (!enabled) return { texts: [], lacksDocuments: false, isKnown: false }
  if (explanation.error?.data?.code === 'NOT_FOUND')
    return { texts: [texts.shift.doesNotExist], lacksDocuments: false, isKnown: true }
  const reasons = explanation.data?.reasons ?? []
  return {
    texts: reasons
      // The worker has just given the shift back, and the reasons are from before that.
      .filter(({ code }) => code !== 'SHIFT_CLAIMED' || status !== 'claimed')
      // Last, because it says what would help, which is not all if there is another reason.
      .toSorted(
        (one, other) => Number(one.code === 'DOCUMENTS_MISSING') - Number(other.code === 'DOCUMENTS_MISSING'),
      )
      .map((reason) => ineligibilityText(reason, texts)),
    lacksDocuments: reasons.some(({ code }) => code === 'DOCUMENTS_MISSING'),
    isKnown: explanation.data !== undefined,
  }
}
