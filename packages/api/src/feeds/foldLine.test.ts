import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldLine } from './foldLine.ts'

const line = fc.string({ unit: fc.constantFrom('a', 'é', '€', '🏥', ' ', ','), maxLength: 400 })

test('parts have at most 75 octets, and together are the line', () => {
  fc.assert(
    fc.property(line, (text) => {
      const folded = foldLine(text)
      expect(folded.replaceAll('\r\n ', '')).toBe(text)
      for (const part of folded.split('\r\n')) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75)
    }),
  )
})

test('a line is folded no earlier than it has to be', () => {
  expect(foldLine('a'.repeat(75))).toBe('a'.repeat(75))
  expect(foldLine('a'.repeat(76))).toBe(`${'a'.repeat(75)}\r\n a`)
  expect(foldLine(`${'a'.repeat(74)}🏥`)).toBe(`${'a'.repeat(74)}\r\n 🏥`)
})
