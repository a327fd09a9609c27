import { expect, test } from 'vitest'
import { percentile, ratios, spread } from './statistics.ts'

test('takes the middle of an odd number of values, whatever their order', () => {
  expect(spread([9, 1, 10])).toEqual({ min: 1, median: 9, max: 10 })
})

test('takes the mean of the two in the middle of an even number', () => {
  expect(spread([100, 4, 2, 1])).toEqual({ min: 1, median: 3, max: 100 })
})

test('says of one value that it is all there is', () => {
  expect(spread([5])).toEqual({ min: 5, median: 5, max: 5 })
})

test('says nothing of no values', () => {
  expect(() => spread([])).toThrow(RangeError)
})

test('compares each round with the baseline of the same round', () => {
  // A ratio of the medians would be 1.
  const both = ratios([10, 20, 90], [20, 40, 10])
  expect(both).toEqual([0.5, 0.5, 9])
})

test('refuses rounds that have no counterpart', () => {
  expect(() => ratios([1, 2], [1])).toThrow(RangeError)
})

test('takes the nearest rank for a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([50, 95, 99, 100].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100])
  expect(percentile([7], 99)).toBe(7)
  expect(() => percentile([], 50)).toThrow(RangeError)
})
