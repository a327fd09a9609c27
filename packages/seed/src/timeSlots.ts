import { sql } from 'drizzle-orm'
import type { Preset } from './presets.ts'
import type { Session } from '@shifts/db/load'

/** Days around the anchor on which the deterministic workers have claimed shifts. */
const near = { from: -14, to: 28 }

/**
 * Creates two temporary tables: seed_time_slot, every start and end that a shift may have, and seed_facility, the first slot
 * of each facility's time zone. PostgreSQL converts local times to instants here, correctly across daylight-saving changes.
 */
export async function createTimeSlots(session: Session, preset: Preset, anchor: string): Promise<void> {
  const { firstDay, days, patterns, citiesByZone, claimed } = preset
  const zones = sql.param(Object.keys(citiesByZone))
  await session.execute(sql`
    create temp table seed_time_slot on commit drop as
    select
      (((z.number - 1) * ${days}::int + d.number) * ${patterns.length}::int + p.number - 1)::int as id,
      l.starts at time zone z.name as starts_at,
      (l.starts + make_interval(hours => p.hours)) at time zone z.name as ends_at,
      case
        when l.day < 0 then ${claimed.past}::int
        else ${claimed.soon}::int + (${claimed.late - claimed.soon}::int) * l.day / ${firstDay + days}::int
      end as claimed,
      l.day >= ${near.from} and l.day < ${near.to} as is_near
    from unnest(${zones}::text[]) with ordinality z (name, number)
    cross join generate_series(0, ${days - 1}::int) d (number)
    cross join unnest(
      ${sql.param(patterns.map((pattern) => pattern.start))}::time[],
      ${sql.param(patterns.map((pattern) => pattern.hours))}::int[]
    ) with ordinality p (start, hours, number)
    cross join lateral (select ${firstDay}::int + d.number as day) a
    cross join lateral (select a.day, ${anchor}::date + a.day + p.start as starts) l`)
  await session.execute(sql`
    create temp table seed_facility on commit drop as
    select f.id as facility_id, ((z.number - 1) * ${days * patterns.length}::int)::int as first_time_slot_id
    from facility f
    join unnest(${zones}::text[]) with ordinality z (name, number) on z.name = f.time_zone`)
  await session.execute(sql`analyze seed_time_slot, seed_facility`)
}
