'use client'

import { combineLoadStates, loadStateOf, type LoadState } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { coordinatesOf } from '@/shared/place/distance.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import { partOfShift } from '@/shared/shift/partOfShift.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { addDays, shiftDay, todayIn } from '@/shared/time/period.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { chooseSimilar } from './similarShifts.ts'

const withinMiles = 25

/** The shifts most like one that the worker cannot claim, of those that the worker can; undefined until they are loaded. */
export function useSimilarShifts(shift: Shift): { similar: Shift[] | undefined; state: LoadState } {
  const { workerId, timeZone } = useViewer()
  const zone = facilityZone(shift, timeZone)
  const near = useNearFilter(shift.facility.id)
  const [ownDay, today] = [shiftDay(shift, timeZone), todayIn(zone, useNow())]
  // Of a shift in the past, those from now on.
  const day = ownDay < today ? today : ownDay
  const claimable = { workerId, notStarted: true, fitsAroundClaimed: true, limit: 100 }
  const sameFacility = trpc.shift.listEligible.useQuery({
    ...claimable,
    facilityIds: [shift.facility.id],
    fromDay: addDays(day, -3),
    toDay: addDays(day, 4),
  })
  const nearby = trpc.shift.listEligible.useQuery(
    {
      ...claimable,
      ...near,
      partsOfDay: [partOfShift(shift, timeZone)],
      fromDay: day,
      toDay: addDays(day, 3),
    },
    { enabled: near !== undefined },
  )
  const states = [sameFacility, nearby].map(loadStateOf)
  // One of the two lists is better than none.
  const isReady = states.includes('loaded') && !states.includes('loading')
  const candidates = { sameFacility: sameFacility.data?.shifts ?? [], nearby: nearby.data?.shifts ?? [] }
  return {
    similar: isReady ? chooseSimilar(shift, candidates, timeZone) : undefined,
    state: combineLoadStates(states),
  }
}

/**
 * The filter for facilities near this one, or near the worker's home if the place of the facility is not known. Without
 * either it is empty. Undefined while that is loading.
 */
function useNearFilter(facilityId: number) {
  const { workerId } = useViewer()
  const facilities = useFacilities()
  const worker = trpc.worker.byId.useQuery({ workerId })
  if (facilities.isLoading || worker.isLoading) return undefined
  const facility = facilities.data?.facilities.find(({ id }) => id === facilityId)
  const near = facility && coordinatesOf(facility)
  if (near) return { withinMiles, near }
  return worker.data?.home ? { withinMiles } : {}
}
