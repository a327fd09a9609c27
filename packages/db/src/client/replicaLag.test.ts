import { expect, test } from 'vitest'
import { addSample, lagMs, type Sample } from './replicaLag.ts'

const samples = (...positions: [atMs: number, position: bigint][]): Sample[] => {
  const added: Sample[] = []
  for (const [atMs, position] of positions) addSample(added, { atMs, position })
  return added
}

test('a replica is behind since the oldest sample that it lacks', () => {
  const written = samples([1_000, 10n], [2_000, 20n], [3_000, 30n], [4_000, 40n])
  expect(lagMs(written, 40n)).toBe(0)
  expect(lagMs(written, 39n)).toBe(0)
  expect(lagMs(written, 29n)).toBe(1_000)
  expect(lagMs(written, 10n)).toBe(2_000)
  expect(lagMs(written, 0n)).toBe(3_000)
})

test('is no lag while the primary writes nothing', () => {
  expect(lagMs(samples([1_000, 10n], [60_000, 10n]), 10n)).toBe(0)
})

test('does not grow while there are no samples, because the primary is away', () => {
  expect(lagMs(samples([1_000, 10n], [2_000, 20n]), 10n)).toBe(0)
  expect(lagMs([], 10n)).toBe(0)
})

test('begins anew when another server has become the primary, with a shorter log', () => {
  const written = samples([1_000, 10n], [2_000, 20n], [20_000, 19n], [21_000, 20n])
  expect(lagMs(written, 19n)).toBe(0)
  expect(lagMs(written, 18n)).toBe(1_000)
})

test('keeps a bounded number of samples', () => {
  const written: Sample[] = []
  for (let n = 0; n < 10_000; n++) addSample(written, { atMs: n * 1_000, position: BigInt(n) })
  expect(written).toHaveLength(3_600)
  expect(lagMs(written, 0n)).toBe(3_599_000)
})
