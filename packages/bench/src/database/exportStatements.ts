import { eligibleShifts, shiftsByTheRule } from './ruleInSql.ts'

/** COPY of the unformatted rows. */
export const copyOfRows = (workerId: number) => `copy (
  select shift.id, shift.starts_at, shift.ends_at, shift.profession, facility.id, facility.name, facility.time_zone,
    facility.city, facility.state
  from ${eligibleShifts(workerId)}
  order by shift.starts_at, shift.id
) to stdout`

/**
 * COPY of the lines that the product writes. Two replacements make an instant ISO 8601. The quote and delimiter characters
 * do not occur in JSON, so that COPY escapes nothing.
 */
export function copyOfLines(workerId: number): string {
  const instant = (column: string) => `replace((shift.${column} at time zone 'UTC')::text, ' ', 'T') || 'Z'`
  const nullable = (column: string) => `coalesce(to_json(facility.${column})::text, 'null')`
  return `copy (
    select format(
      '{"id":%s,"startsAt":"%s","endsAt":"%s","profession":"%s",'
        || '"facility":{"id":%s,"name":%s,"timeZone":%s,"city":%s,"state":%s},"overlapsClaimed":%s}',
      shift.id, ${instant('starts_at')}, ${instant('ends_at')}, shift.profession,
      facility.id, to_json(facility.name), to_json(facility.time_zone),
      ${nullable('city')}, ${nullable('state')},
      to_json(exists (
        select from shift claimed
        where claimed.worker_id = worker.id and not claimed.is_deleted
          and claimed.starts_at < shift.ends_at and claimed.ends_at > shift.starts_at
          and claimed.starts_at > shift.starts_at - interval '24 hours'
      ))
    )
    from ${shiftsByTheRule(workerId)}
    order by shift.starts_at, shift.id
  ) to stdout with (format csv, quote E'\\x01', delimiter E'\\x02')`
}
