import { expect, test } from 'vitest'
import { citiesOf, nearestCity } from './cities.ts'

const facility = (id: number, city: string | null, latitude: number | null, longitude: number | null) => ({
  id,
  name: `Clinic ${id}`,
  timeZone: 'America/Chicago',
  city,
  state: city && 'IL',
  latitude,
  longitude,
})

const cities = citiesOf([
  facility(1, 'Joliet', 41.5, -88.1),
  facility(2, 'Chicago', 41.8, -87.6),
  facility(3, 'Chicago', 42, -87.8),
  facility(4, 'Chicago', null, null),
  facility(5, null, 40, -90),
  { ...facility(6, 'Gary', 41.6, -87.3), state: null },
])

test('a city is once in the list, at the mean of its facilities', () => {
  expect(cities.map(({ name }) => name)).toEqual(['Chicago, IL', 'Gary', 'Joliet, IL'])
  expect(cities[0]?.place.latitude).toBeCloseTo(41.9)
  expect(cities[0]?.place.longitude).toBeCloseTo(-87.7)
})

test('the nearest city is that with the smallest distance', () => {
  for (const { name, place } of cities) expect(nearestCity(cities, place)).toEqual({ name, miles: 0 })
  expect(nearestCity(cities, { latitude: 45, longitude: -88 })).toMatchObject({ name: 'Chicago, IL' })
  expect(nearestCity([], { latitude: 0, longitude: 0 })).toBeUndefined()
})
