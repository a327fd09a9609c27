import type { Format } from './format.ts'

/** A week of morning and evening times, and a day of each month. */
const instants = [
  ...Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}-15T07:00:00Z`),
  ...Array.from({ length: 7 }, (_, day) => `2026-12-0${day + 1}T19:30:00Z`),
]

/** Times and dates in a format as a text. Two machines with the same text write them alike: they have different versions of CLDR. */
export function formatSample({
  clock,
  dayInWords,
  formatNumber,
  periodTitle,
  shortDay,
  weekdayLetter,
}: Format): string {
  const texts = instants.flatMap((instant) => {
    const day = instant.slice(0, 10)
    return [clock(instant, 'UTC'), shortDay(instant, 'UTC'), dayInWords(day), weekdayLetter(day)]
  })
  const titles = (['day', 'week', 'month'] as const).map((view) =>
    periodTitle({ view, date: '2026-12-01' }, 7),
  )
  return [...new Set([...texts, ...titles, formatNumber(12_345.5)])].join()
}
