import { expect, test } from 'vitest'
import { percentile, ratios, spread } from './statistics.ts'

test('the median of an odd number of values is the middle one, in any order', () => {
  expect(spread([9, 1, 10])).toEqual({ min: 1, median: 9, max: 10 })
})

test('the median of an even number of values is the mean of the two middle ones', () => {
  expect(spread([100, 4, 2, 1])).toEqual({ min: 1, median: 3, max: 100 })
})

test('the spread of one value is that value', () => {
  expect(spread([5])).toEqual({ min: 5, median: 5, max: 5 })
})

test('refuses an empty list', () => {
  expect(() => spread([])).toThrow(RangeError)
})

test('compares each round with the baseline of the same round', () => {
  // A ratio of the medians would be 1.
  const both = ratios([10, 20, 90], [20, 40, 10])
  expect(both).toEqual([0.5, 0.5, 9])
})

test('refuses lists of different lengths', () => {
  expect(() => ratios([1, 2], [1])).toThrow(RangeError)
})

test('a percentile is the value of the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([50, 95, 99, 100].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100])
  expect(percentile([7], 99)).toBe(7)
  expect(() => percentile([], 50)).toThrow(RangeError)
})
