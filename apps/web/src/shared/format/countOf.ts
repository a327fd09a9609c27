const numbers = new Intl.NumberFormat('en-US')

/** "1,240". */
export const formatNumber = (number: number): string => numbers.format(number)

/** "1 shift", "1,240 shifts". `many` is the plural where it is not `one` with an s. */
export const countOf = (count: number, one: string, many = `${one}s`) =>
  `${formatNumber(count)} ${count === 1 ? one : many}`
