/** The range of repeated measurements, which vary on a shared machine. */
export interface Spread {
  min: number
  median: number
  max: number
}

/** @throws {RangeError} if there are no values */
export function spread(values: readonly number[]): Spread {
  if (values.length === 0) throw new RangeError('There are no values.')
  return { min: Math.min(...values), median: median(values), max: Math.max(...values) }
}

/** The value of each round divided by the baseline's of the same round, because disturbances of the machine affect both. */
export function ratios(values: readonly number[], baseline: readonly number[]): number[] {
  if (values.length !== baseline.length) throw new RangeError('The rounds do not match.')
  return values.map((value, round) => value / (baseline[round] ?? Number.NaN))
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

/**
 * The smallest value that `share` per cent of the values do not exceed (nearest rank).
 * @throws {RangeError} for no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)]
  if (found === undefined) throw new RangeError('There are no values.')
  return found
}
