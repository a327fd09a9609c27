import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coordinatesOf, distanceMiles } from './distance.ts'

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('the distance is symmetric, and at most half of the circumference of the earth', () => {
  fc.assert(
    fc.property(place, place, (one, other) => {
      const miles = distanceMiles(one, other)
      expect(miles).toBeCloseTo(distanceMiles(other, one), 6)
      expect(miles).toBeGreaterThanOrEqual(0)
      expect(miles).toBeLessThanOrEqual(Math.PI * 3_958.8 + 1e-6)
    }),
  )
})

test('a degree of latitude is 69.09 miles, and the antipode is farthest', () => {
  const chicago = { latitude: 41.88, longitude: -87.63 }
  expect(distanceMiles(chicago, { ...chicago, latitude: 42.88 })).toBeCloseTo(69.09, 1)
  expect(distanceMiles(chicago, chicago)).toBe(0)
  expect(distanceMiles(chicago, { latitude: -41.88, longitude: 92.37 })).toBeCloseTo(12_436.9, 0)
})

test('a place with a missing coordinate is not known', () => {
  expect(coordinatesOf({ latitude: null, longitude: -87.63 })).toBeUndefined()
  expect(coordinatesOf({ latitude: 0, longitude: 0 })).toEqual({ latitude: 0, longitude: 0 })
})
