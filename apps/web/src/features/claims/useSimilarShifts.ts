'use client'

import { combineLoadStates, loadStateOf, type LoadState } from '@/lib/loadState.ts'
import { trpc } from '@/lib/trpc.ts'
import { coordinatesOf } from '@/shared/place/distance.ts'
import { useFacilities } from '@/shared/place/useFacilities.ts'
import { facilityZone } from '@/shared/shift/facilityZone.ts'
import type { Shift } from '@/shared/shift/shift.ts'
import { dayOf, todayIn } from '@/shared/time/period.ts'
import { Temporal } from '@/shared/time/temporal.ts'
import { useNow, useViewer } from '@/shared/viewer/ViewerContext.tsx'
import { chooseSimilar, partOfShift } from './similarShifts.ts'

const withinMiles = 25

/** The shifts most like one that the worker cannot claim, of those that the worker can; undefined until they are loaded. */
export function useSimilarShifts(shift: Shift): { similar: Shift[] | undefined; state: LoadState } {
  const { workerId, timeZone } = useViewer()
  const zone = facilityZone(shift, timeZone)
  const near = useNearFilter(shift.facility.id)
  const [ownDay, today] = [dayOf(shift.startsAt, zone), todayIn(zone, useNow())]
  // Of a shift in the past, those from now on.
  const day = Temporal.PlainDate.from(ownDay < today ? today : ownDay)
  const claimable = { workerId, notStarted: true, fitsAroundClaimed: true, limit: 100 }
  const sameFacility = trpc.shift.listEligible.useQuery({
    ...claimable,
    facilityIds: [shift.facility.id],
    fromDay: day.subtract({ days: 3 }).toString(),
    toDay: day.add({ days: 4 }).toString(),
  })
  const nearby = trpc.shift.listEligible.useQuery(
    {
      ...claimable,
      ...near,
      partsOfDay: [partOfShift(shift, timeZone)],
      fromDay: day.toString(),
      toDay: day.add({ days: 3 }).toString(),
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
