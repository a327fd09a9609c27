'use client'

import type { RouterOutputs } from '@shifts/api'
import { useMemo } from 'react'
import { trpc } from '@/lib/trpc.ts'
import { useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { coordinatesOf, distanceMiles } from './distance.ts'
import { useHome } from './useHome.ts'

/** A facility where the worker may work. */
export type Facility = RouterOutputs['facility']['listEligible']['facilities'][number]

/** The query of the facilities where the worker may work. They change rarely, so they are loaded once. */
export function useFacilities() {
  const { workerId } = useViewer()
  return trpc.facility.listEligible.useQuery({ workerId }, { staleTime: Infinity })
}

/** Whether the distances from the worker's home are still to be loaded. */
export function useAreMilesLoading(): boolean {
  const { isLoading } = useFacilities()
  const home = useHome()
  return isLoading && Boolean(home)
}

/** The distance in miles from the worker's home to each facility, by its id. Facilities whose distance is not known are left out. */
export function useMilesFromHome(): ReadonlyMap<number, number> {
  const facilities = useFacilities().data?.facilities
  const home = useHome()
  return useMemo(() => {
    const miles = new Map<number, number>()
    if (!home) return miles
    for (const facility of facilities ?? []) {
      const place = coordinatesOf(facility)
      if (place) miles.set(facility.id, distanceMiles(home, place))
    }
    return miles
  }, [facilities, home])
}
