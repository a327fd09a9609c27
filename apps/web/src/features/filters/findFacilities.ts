import { matchesWords } from '@/lib/matchesWords.ts'
import type { Facility } from '@/shared/place/useFacilities.ts'

interface Search {
  /** Words of the name, city and state, in any order. */
  search: string
  /** The ids of the facilities that come first, whether they match or not. */
  first: readonly number[]
  /** The distance to each facility, where it is known. */
  miles: ReadonlyMap<number, number>
}

export type FoundFacility = Facility & { miles: number | undefined }

/** The facilities that match, the nearest first and those of unknown distance last, and how many match. */
export function findFacilities(
  facilities: readonly Facility[],
  { search, first, miles }: Search,
): { found: FoundFacility[]; matches: number } {
  const isFirst = new Set(first)
  const withMiles = facilities.map((facility) => ({ ...facility, miles: miles.get(facility.id) }))
  const matching = withMiles.filter(({ name, city, state }) =>
    matchesWords(search, [name, city, state].join(' ')),
  )
  return {
    found: [
      ...withMiles.filter(({ id }) => isFirst.has(id)).toSorted(byMiles),
      ...matching.filter(({ id }) => !isFirst.has(id)).toSorted(byMiles),
    ],
    matches: matching.length,
  }
}

/** Those of the same or of unknown distance stay in their order. */
function byMiles(one: FoundFacility, other: FoundFacility): number {
  if (one.miles === undefined || other.miles === undefined)
    return Number(one.miles === undefined) - Number(other.miles === undefined)
  return one.miles - other.miles
}
