import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tintScale } from './tint.ts'

test('a larger number never has a lighter tint, and zero has none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000), { minLength: 1 }), (numbers) => {
      const tint = tintScale(numbers)
      const sorted = numbers.toSorted((one, other) => one - other)
      const tints = sorted.map(tint)
      expect(tints).toEqual(tints.toSorted((one, other) => one - other))
      for (const [index, number] of sorted.entries()) {
        expect(tints[index]).toBeGreaterThanOrEqual(number === 0 ? 0 : 1)
        expect(tints[index]).toBeLessThanOrEqual(number === 0 ? 0 : 5)
      }
    }),
  )
})

test('one very busy day does not make the others alike', () => {
  expect([1, 2, 3, 4, 1_000].map(tintScale([1, 2, 3, 4, 1_000]))).toEqual([1, 2, 3, 4, 5])
})
