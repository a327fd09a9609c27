import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'

/** A time zone for which PostgreSQL and this process have different rules. */
export interface ZoneDisagreement {
  timeZone: string
  /** The first day of the coming year, such as 2026-12-01, on which their clocks differ. */
  day: string
}

/**
 * The zones of facilities for which PostgreSQL and Node would show different hours within a year of `now`, an ISO 8601
 * instant; by name. They have time zone rules of their own, and an old version does not know of a recent change.
 */
export async function listZoneDisagreements(db: Queryable, now: string): Promise<ZoneDisagreement[]> {
  const { rows } = await db.execute<{ timeZone: string; days: string[]; clocks: string[] }>(sql`
    with zone as materialized (select distinct time_zone from facility)
    select
      time_zone as "timeZone",
      array_agg(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') order by at) as days,
      array_agg(to_char(at at time zone time_zone, 'YYYY-MM-DD HH24:MI') order by at) as clocks
    from zone, generate_series(${now}::timestamptz, ${now}::timestamptz + interval '1 year', interval '1 day') as at
    group by time_zone
    order by time_zone`)
  return rows.flatMap(({ timeZone, days, clocks }) => {
    const clock = clockOf(timeZone)
    const first = days.find((instant, n) => clock(instant) !== clocks[n])
    return first === undefined ? [] : [{ timeZone, day: first.slice(0, 10) }]
  })
}

/** What Node's clock of a zone says: "2026-12-01 07:00", or nothing where it does not know the zone. */
function clockOf(timeZone: string): (instant: string) => string | undefined {
  try {
    // Sweden writes dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    return (instant) => format.format(new Date(instant))
  } catch {
    return () => undefined
  }
}
