import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { clockZone } from './clockZone.ts'

/** A time zone for which PostgreSQL and Node have different rules. */
export interface ZoneDisagreement {
  timeZone: string
  /** The first day of the coming year, such as 2026-12-01, on which their local times differ. */
  day: string
}

/**
 * The time zones of facilities, by name, for which PostgreSQL and Node show different local times within a year of `now`, an
 * ISO 8601 instant. Each has its own time zone rules, and an old version may lack a recent change.
 */
export async function listZoneDisagreements(db: Queryable<Server>, now: string): Promise<ZoneDisagreement[]> {
  const { rows } = await db.execute<{ timeZone: string; instants: string[]; localTimes: string[] }>(sql`
    with zone as materialized (select distinct time_zone from facility)
    select
      time_zone as "timeZone",
      array_agg(to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') order by at) as instants,
      array_agg(to_char(at at time zone ${clockZone(sql`time_zone`)}, 'YYYY-MM-DD HH24:MI') order by at) as "localTimes"
    from zone, generate_series(${now}::timestamptz, ${now}::timestamptz + interval '1 year', interval '1 day') as at
    group by time_zone
    order by time_zone`)
  return rows.flatMap(({ timeZone, instants, localTimes }) => {
    const localTime = localTimeIn(timeZone)
    const first = instants.find((instant, n) => localTime(instant) !== localTimes[n])
    return first === undefined ? [] : [{ timeZone, day: first.slice(0, 10) }]
  })
}

/** Node's local time of a zone, such as "2026-12-01 07:00". Undefined if Node does not know the zone. */
function localTimeIn(timeZone: string): (instant: string) => string | undefined {
  try {
    // The Swedish locale formats dates as ISO 8601 does.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    return (instant) => format.format(new Date(instant))
  } catch {
    return () => undefined
  }
}
