/** Degrees north and east. */
export interface Coordinates {
  latitude: number
  longitude: number
}

const earthRadiusMiles = 3_958.8

/** A distance of usual length, which takes the room of one that is still loading. */
export const typicalMiles = 100

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** The great-circle distance in miles, by the haversine formula and the mean radius of the earth, as in the API. */
export function distanceMiles(one: Coordinates, other: Coordinates): number {
  const latitudes = Math.sin(radians(other.latitude - one.latitude) / 2)
  const longitudes = Math.sin(radians(other.longitude - one.longitude) / 2)
  const haversine =
    latitudes ** 2 + Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude)) * longitudes ** 2
  return 2 * earthRadiusMiles * Math.asin(Math.sqrt(Math.min(haversine, 1)))
}

/** The place as coordinates; undefined where it is not known. */
export const coordinatesOf = ({
  latitude,
  longitude,
}: {
  latitude: number | null
  longitude: number | null
}): Coordinates | undefined => (latitude === null || longitude === null ? undefined : { latitude, longitude })
