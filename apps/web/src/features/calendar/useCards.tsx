'use client'

import type { ReactNode } from 'react'
import { useAreMilesLoading, useMilesFromHome } from '@/shared/place/useFacilities.ts'
import { usePendingClaims } from '@/shared/shift/pendingClaims.ts'
import { hasStarted, type ClaimedShift, type Shift } from '@/shared/shift/shift.ts'
import { ShiftCard } from '@/shared/shift/ShiftCard.tsx'
import { shortRestBeside } from '@/shared/shift/week.ts'
import type { WorkerShift } from '@/shared/shift/workerShift.ts'
import { useIsOnline } from '@/shared/viewer/browserState.ts'
import { useNow } from '@/shared/viewer/ViewerContext.tsx'

export type RenderCard = (item: WorkerShift, count: number) => ReactNode

interface CardActions {
  /** Claims a shift with one tap; undefined where there is no room for the button. */
  claim: ((shift: Shift) => void) | undefined
  showShift: (item: WorkerShift) => void
  /** The claimed shifts that are loaded, from which the rest before and after a shift is computed. */
  claimed: readonly ClaimedShift[]
}

/** Returns a function that renders a shift as a card, with what the page knows about it. */
export function useCards({ claim, showShift, claimed }: CardActions): RenderCard {
  const now = useNow()
  const isOnline = useIsOnline()
  const pendingClaims = usePendingClaims()
  const milesFromHome = useMilesFromHome()
  const areMilesLoading = useAreMilesLoading()
  const shortRestOf = shortRestBeside(claimed)
  return (item, count) => {
    const { kind, shift } = item
    const isPast = hasStarted(shift, now)
    const mayClaim = kind === 'open' && !isPast && !shift.overlapsClaimed && isOnline
    return (
      <ShiftCard
        item={item}
        count={count}
        miles={areMilesLoading ? 'loading' : milesFromHome.get(shift.facility.id)}
        isPast={isPast}
        pending={pendingClaims.get(shift.id)}
        shortRest={mayClaim ? shortRestOf(shift) : undefined}
        isCompact={!claim}
        claim={claim && mayClaim ? () => claim(shift) : undefined}
        onSelect={() => showShift(item)}
      />
    )
  }
}
