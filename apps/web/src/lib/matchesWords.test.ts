import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchesWords } from './matchesWords.ts'

const clinic = 'Lakeside Clinic Chicago IL'

test.each(['', ' ', 'chicago lake', 'Chicago, IL', 'CLINIC  side', 'lákeside'])(
  'finds a clinic by "%s"',
  (search) => {
    expect(matchesWords(search, clinic)).toBe(true)
  },
)

test.each(['chicago oak', 'clinics', 'lake.'])('does not find it by "%s"', (search) => {
  expect(matchesWords(search, clinic)).toBe(false)
})

test('finds a text by its words in any order', () => {
  const word = fc.stringMatching(/^[a-zé]{1,6}$/)
  fc.assert(
    fc.property(fc.array(word), fc.array(word), (words, others) => {
      expect(matchesWords(words.toReversed().join(' '), [...words, ...others].join(' '))).toBe(true)
    }),
  )
})
