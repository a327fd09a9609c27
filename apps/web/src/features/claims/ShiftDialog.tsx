'use client'

import { useTexts } from '@/shared/i18n/texts.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { SidePanel } from '@/ui/SidePanel.tsx'
import type { NeighbourShifts } from './Neighbours.tsx'
import { ShiftDetail } from './ShiftDetail.tsx'
import type { Claims } from './useClaims.ts'
import type { SelectedShift } from './useShiftState.ts'

interface ShiftDialogProps {
  selected: SelectedShift
  claims: Claims
  /** Shows another shift in its place. */
  showShift: (shift: WorkerShift) => void
  showDay: (day: string) => void
  /** The shifts before and after it in the list from which it was selected. */
  neighbours?: NeighbourShifts | undefined
  /** Returns false if the dialog was closed already. */
  close: () => boolean
}

/** The details of one shift in a panel over the page. It closes as soon as the worker claims the shift or gives it back. */
export function ShiftDialog({ selected, claims, showShift, showDay, neighbours, close }: ShiftDialogProps) {
  const { action } = useTexts()
  const { shift } = selected
  const closingClaims: Claims = {
    claim: (claimed) => close() && claims.claim(claimed),
    release: (released) => close() && claims.release(released),
  }
  return (
    <SidePanel key={shift.id} title={shift.facility.name} closeLabel={action.close} close={close}>
      <ShiftDetail
        selected={selected}
        claims={closingClaims}
        showShift={showShift}
        showDay={showDay}
        neighbours={neighbours}
      />
    </SidePanel>
  )
}
