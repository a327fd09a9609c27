/** How many tints there are besides none. */
const steps = 5

/**
 * Returns the tint of a number, 1 to 5, by the quantiles of `numbers`: a fifth of the days has the darkest one. 0 for a day
 * without shifts. By quantile and not by share of the largest, or one busy day would make all others look alike.
 */
export function tintScale(numbers: readonly number[]): (number: number) => number {
  const sorted = numbers.filter((number) => number > 0).toSorted((one, other) => one - other)
  return (number) => {
    if (number <= 0) return 0
    const smaller = sorted.filter((other) => other < number).length
    return Math.min(steps, 1 + Math.floor((smaller / Math.max(sorted.length, 1)) * steps))
  }
}
