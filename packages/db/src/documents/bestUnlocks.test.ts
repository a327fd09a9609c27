import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestUnlocks, type DocumentSet } from './bestUnlocks.ts'

/** Sets of documents, such as '2,5', that shifts require: how many, or how many at how many facilities. */
const locked = (sets: Record<string, number | [shifts: number, facilities: number]>): DocumentSet[] =>
  Object.entries(sets).map(([ids, count]) => {
    const [shifts, facilities] = typeof count === 'number' ? [count, 1] : count
    return { documentIds: ids.split(',').map(Number), shifts, facilities }
  })

const shown = (sets: DocumentSet[]) =>
  sets.map(({ documentIds, shifts, facilities }) => [documentIds.join(), shifts, facilities])

describe('bestUnlocks', () => {
  test('adds up what the documents of a set unlock in any combination', () => {
    const sets = locked({ '1': 5, '2': 1, '1,2': 3, '1,3': [2, 2], '2,3': 1, '1,2,3': 7 })
    expect(shown(bestUnlocks(sets))).toEqual([
      ['1,2,3', 19, 7],
      ['1,2', 9, 3],
      ['1,3', 7, 3],
      ['1', 5, 1],
      ['2,3', 2, 2],
      ['2', 1, 1],
    ])
  })

  test('leaves out sets with a document that does not matter', () => {
    expect(shown(bestUnlocks(locked({ '1': 5, '2,3': 1, '4,5,6': 9 })))).toEqual([
      ['4,5,6', 9, 1],
      ['1,2,3', 6, 2],
      ['1', 5, 1],
      ['2,3', 1, 1],
    ])
  })

  test('orders equal numbers of shifts by fewer documents, then more facilities, then ids', () => {
    const sets = locked({
      '10': [2, 1],
      '9': [2, 1],
      '3': [2, 2],
      '1,20': [2, 1],
      '2,20': [2, 1],
      '1,3,5': 2,
    })
    expect(shown(bestUnlocks(sets)).filter(([, shifts]) => shifts === 2)).toEqual([
      ['3', 2, 2],
      ['9', 2, 1],
      ['10', 2, 1],
      ['1,20', 2, 1],
      ['2,20', 2, 1],
    ])
  })

  test('returns every single document, and ten pairs and ten triples', () => {
    const singles = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n + 1}`, 1] as const))
    const found = bestUnlocks(locked(singles))
    const ofSize = (size: number) => found.filter(({ documentIds }) => documentIds.length === size)
    expect([ofSize(1).length, ofSize(2).length, ofSize(3).length]).toEqual([30, 10, 10])
    expect(ofSize(3).map(({ documentIds }) => documentIds.join())).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((third) => `1,2,${third}`),
    )
  })

  test('finds the best triples of documents that matter only together with one and the same', () => {
    const sets = locked(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n + 1},40`, 1] as const)))
    expect(shown(bestUnlocks(sets))).toEqual(shown(bestOfAll(sets)))
  })

  test('is empty where nothing is locked', () => {
    expect(bestUnlocks([])).toEqual([])
  })

  test('finds the same as trying every set', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(anyLocked, (sets) => {
        expect(shown(bestUnlocks(sets))).toEqual(shown(bestOfAll(sets)))
      }),
      { numRuns: 2000 },
    )
  })
})

/** Few numbers of shifts and facilities, so that many sets are equally good. */
const gain = fc.record({ shifts: fc.integer({ min: 1, max: 3 }), facilities: fc.integer({ min: 1, max: 2 }) })

/** Up to this many documents. With 14, more than ten pairs and triples compete. */
const documents = fc.integer({ min: 1, max: 14 })

const anyLocked: fc.Arbitrary<DocumentSet[]> = documents
  .chain((max) =>
    fc.array(
      fc.record({
        ids: fc.uniqueArray(fc.integer({ min: 1, max }), { minLength: 1, maxLength: 3 }),
        gain,
      }),
      { maxLength: 60, size: 'max' },
    ),
  )
  .map((sets) => {
    const byIds = new Map(
      sets.map(({ ids, gain }) => {
        const documentIds = ids.toSorted((one, other) => one - other)
        return [documentIds.join(), { documentIds, ...gain }]
      }),
    )
    return [...byIds.values()]
  })

/** The same by trying every set of up to three documents. */
function bestOfAll(sets: DocumentSet[]): DocumentSet[] {
  const ids = [...new Set(sets.flatMap(({ documentIds }) => documentIds))].toSorted((a, b) => a - b)
  const gainOf = (chosen: readonly number[]) => {
    const added = sets.filter(({ documentIds }) => documentIds.every((id) => chosen.includes(id)))
    const total = (of: 'shifts' | 'facilities') => added.reduce((sum, set) => sum + set[of], 0)
    return { documentIds: chosen, shifts: total('shifts'), facilities: total('facilities') }
  }
  const subsets = (size: number, from: readonly number[]): number[][] =>
    size === 0
      ? [[]]
      : from.flatMap((id, n) => subsets(size - 1, from.slice(n + 1)).map((rest) => [id, ...rest]))
  const unlocks = (size: number) =>
    subsets(size, ids)
      .map(gainOf)
      .filter(({ documentIds, shifts }) =>
        documentIds.every((id) => shifts > gainOf(documentIds.filter((other) => other !== id)).shifts),
      )
      .toSorted(inOrder)
  return [...unlocks(1), ...unlocks(2).slice(0, 10), ...unlocks(3).slice(0, 10)].toSorted(inOrder)
}

function inOrder(one: DocumentSet, other: DocumentSet): number {
  const key = ({ documentIds, shifts, facilities }: DocumentSet) => [
    -shifts,
    documentIds.length,
    -facilities,
    ...documentIds,
  ]
  const [a, b] = [key(one), key(other)]
  const n = a.findIndex((value, n) => value !== b[n])
  return (a[n] ?? 0) - (b[n] ?? 0)
}
