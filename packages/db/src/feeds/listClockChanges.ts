import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable, Server } from '../client/connect.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import { clockZone } from '../facilities/clockZone.ts'

/** A calendar year of UTC in a time zone. */
export interface ZoneYear {
  timeZone: string
  year: number
}

/** An instant, and by how many seconds the zone's clocks are ahead of UTC from then on. The instant may be the end of the year. */
export interface ClockChange extends ZoneYear {
  /** ISO 8601. */
  at: string
  offsetSeconds: number
  /** Whether the clocks were changed at this instant, and not merely a year begins. */
  isChange: boolean
}

const row = z.object({
  time_zone: z.string(),
  year: z.int(),
  at: z.string(),
  offset_seconds: z.int(),
  is_change: z.boolean(),
})

/**
 * How the clocks of the time zones differ from UTC in these years, by zone and instant: at the beginning of each year, and at each
 * change in it to the minute. PostgreSQL's rules decide, as they do for the days of shifts.
 */
export async function listClockChanges(
  db: Queryable<Server>,
  years: readonly ZoneYear[],
): Promise<ClockChange[]> {
  const offsetAt = (at: string) =>
    sql`extract(epoch from ((${sql.raw(at)}) at time zone clock_zone) - ((${sql.raw(at)}) at time zone 'UTC'))::int`
  const { rows } = await db.execute(sql`
    with zone_year as (
      select time_zone, year, ${clockZone(sql`time_zone`)} as clock_zone, make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC') as year_start
      from unnest(${sql.param(years.map(({ timeZone }) => timeZone))}::text[], ${sql.param(years.map(({ year }) => year))}::int[])
        as given (time_zone, year)
    ), day as (
      select *, ${offsetAt('day_start')} as before, ${offsetAt("day_start + interval '1 day'")} as after
      from zone_year, generate_series(year_start, year_start + interval '1 year -1 day', interval '1 day') day_start
    ), minute as (
      select time_zone, year, minute_start as at, ${offsetAt('minute_start')} as offset_seconds,
        ${offsetAt("minute_start - interval '1 minute'")} as before
      from day, generate_series(day_start + interval '1 minute', day_start + interval '1 day', interval '1 minute') minute_start
      where day.before <> day.after
    )
    select time_zone, year, year_start as at, ${offsetAt('year_start')} as offset_seconds, false as is_change from zone_year
    union
    select time_zone, year, at, offset_seconds, true from minute where offset_seconds <> before
    order by time_zone, at, is_change`)
  return z
    .array(row)
    .parse(rows)
    .map(({ time_zone, year, at, offset_seconds, is_change }) => ({
      timeZone: time_zone,
      year,
      at: fromPostgresInstant(at),
      offsetSeconds: offset_seconds,
      isChange: is_change,
    }))
}
