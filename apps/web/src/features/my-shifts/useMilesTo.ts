import { useAreMilesLoading, useMilesFromHome } from '@/shared/place/useFacilities.ts'

/** The distance in miles from the worker's home to a facility; undefined where it is not known. */
export function useMilesTo(facilityId: number): number | 'loading' | undefined {
  const miles = useMilesFromHome().get(facilityId)
  return useAreMilesLoading() ? 'loading' : miles
}
