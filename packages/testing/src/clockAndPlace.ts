import { weekdays, type Weekday } from '@shifts/db'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The local time of an instant in a time zone: the calendar day, such as 2026-12-01, its weekday and the hour. */
export function clockAt(instant: string, timeZone: string): { day: string; weekday: Weekday; hour: number } {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { ...fields, timeZone })
  formats.set(timeZone, format)
  const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]))
  const weekday = weekdays.find((name) => name === parts.get('weekday')?.toLowerCase())
  if (!weekday) throw new Error(`The format of ${timeZone} has no weekday.`)
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    weekday,
    hour: Number(parts.get('hour')),
  }
}

const fields = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
} as const

interface Place {
  latitude?: number | null | undefined
  longitude?: number | null | undefined
}

/** In miles. The rounding errors of two ways to compute a distance are smaller. */
const tolerance = 1e-6

/**
 * The great-circle distance, from the angle between two vectors, less the tolerance, so that a place at exactly a given distance
 * counts as within it. Infinite where a place is not known.
 */
export function milesBetween(a: Place, b: Place): number {
  const [u, v] = [vectorTo(a), vectorTo(b)]
  if (!u || !v) return Infinity
  const length = (of: (n: 0 | 1 | 2) => number) => Math.hypot(of(0), of(1), of(2))
  const angle =
    2 *
    Math.atan2(
      length((n) => u[n] - v[n]),
      length((n) => u[n] + v[n]),
    )
  return Math.max(0, 3_958.8 * angle - tolerance)
}

function vectorTo({ latitude, longitude }: Place): [number, number, number] | undefined {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}
