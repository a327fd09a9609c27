import { cityName } from '@/shared/place/cityName.ts'
import { coordinatesOf, distanceMiles, type Coordinates } from '@/shared/place/distance.ts'
import type { Facility } from '@/shared/place/useFacilities.ts'

/** A city in which there are facilities. */
export interface City {
  /** "Chicago, IL". */
  name: string
  /** The mean of the coordinates of its facilities. */
  place: Coordinates
}

/** The cities of the facilities whose place is known, by name. */
export function citiesOf(facilities: readonly Facility[]): City[] {
  const places = new Map<string, Coordinates[]>()
  for (const facility of facilities) {
    const place = coordinatesOf(facility)
    if (!place || facility.city === null) continue
    const name = cityName(facility)
    places.set(name, [...(places.get(name) ?? []), place])
  }
  return [...places]
    .map(([name, ofCity]) => ({ name, place: mean(ofCity) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
}

function mean(places: readonly Coordinates[]): Coordinates {
  const meanOf = (field: keyof Coordinates) =>
    places.reduce((sum, place) => sum + place[field], 0) / places.length
  return { latitude: meanOf('latitude'), longitude: meanOf('longitude') }
}

/** The city nearest to a place, and its distance; undefined if there is no city. */
export function nearestCity(
  cities: readonly City[],
  place: Coordinates,
): { name: string; miles: number } | undefined {
  let nearest: { name: string; miles: number } | undefined
  for (const { name, place: center } of cities) {
    const miles = distanceMiles(place, center)
    if (!nearest || miles < nearest.miles) nearest = { name, miles }
  }
  return nearest
}
