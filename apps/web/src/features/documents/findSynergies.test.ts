import { expect, test } from 'vitest'
import { findUnlock, type Unlock } from '@/shared/unlocks/unlock.ts'
import { findSynergies } from './findSynergies.ts'

const unlock = (shifts: number, ...ids: number[]): Unlock => ({
  documents: ids.map((id) => ({ id, name: `Document ${id}` })),
  facilities: 1,
  shifts,
})

test('an unlock is found by its documents in any order, and only if it has no other', () => {
  const pair = unlock(9, 3, 20)
  expect(findUnlock([unlock(5, 3), pair], [20, 3])).toBe(pair)
  expect(findUnlock([unlock(5, 3), pair], [20])).toBeUndefined()
})

test.each([
  [
    'that adds what its documents add one by one is left out',
    [unlock(5, 1), unlock(4, 2)],
    unlock(9, 1, 2),
    false,
  ],
  [
    'that adds more than its documents one by one is kept',
    [unlock(5, 1), unlock(4, 2)],
    unlock(10, 1, 2),
    true,
  ],
  ['of which no document adds anything alone is kept', [], unlock(1, 1, 2), true],
  [
    'that adds what a pair and the third add is left out',
    [unlock(6, 1, 2), unlock(3, 3)],
    unlock(9, 1, 2, 3),
    false,
  ],
  [
    'that adds more than each pair and the third is kept',
    [unlock(6, 1, 2), unlock(3, 3)],
    unlock(10, 1, 2, 3),
    true,
  ],
])('a set %s', (_, others, set, isKept) => {
  expect(findSynergies([...others, set]).includes(set)).toBe(isKept)
})

test('single documents are no synergy', () => {
  expect(findSynergies([unlock(5, 1), unlock(4, 2)])).toEqual([])
})
