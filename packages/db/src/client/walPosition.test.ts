import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatWalPosition, laterPosition, walPosition } from './walPosition.ts'

test('reads and writes a position as PostgreSQL does, as one number of 64 bits', () => {
  expect(walPosition.parse('16/B374D848')).toBe(0x16_b374_d848n)
  expect(walPosition.parse('2/0')).toBeGreaterThan(walPosition.parse('1/FFFFFFFF'))
  expect(formatWalPosition(0x16_b374_d848n)).toBe('16/B374D848')
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (position) => {
      expect(walPosition.parse(formatWalPosition(position))).toBe(position)
    }),
  )
})

test.each(['', '16', '16/', '16/b374d848', '16/B374D8480', '-1/0', '16/B374D848 ', '1/2/3'])(
  'refuses %j',
  (text) => expect(walPosition.safeParse(text).success).toBe(false),
)

test('the later of two positions counts', () => {
  expect(laterPosition(1n, 2n)).toBe(2n)
  expect(laterPosition(2n, 1n)).toBe(2n)
  expect(laterPosition(1n, undefined)).toBe(1n)
  expect(laterPosition(undefined, 1n)).toBe(1n)
  expect(laterPosition(undefined, undefined)).toBeUndefined()
})
