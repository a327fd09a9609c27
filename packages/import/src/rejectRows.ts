import type { Client } from 'pg'
import { entities, entityNames, professionLiterals, type EntityName } from './entities.ts'
import { columnOf, type Mapping } from './mapping.ts'
import { isStagedWithoutZone, stagedName } from './staging.ts'

/** A reason code, and the condition on the staged row `s` under which it is rejected. The first that holds counts. */
type Check = [code: string, condition: string]

/** How instants of the source are read: an expression of type timestamptz for a column of the staged row `s`. */
export type ReadInstant = (column: 'starts_at' | 'ends_at' | 'claimed_at') => string

/**
 * A time without a zone is one of `sourceTimeZone`, as PostgreSQL reads it: a time that the clocks skip is an hour later, and of
 * one that they show twice it is the second.
 */
export function instantReader(mapping: Mapping, sourceTimeZone: string, target: Client): ReadInstant {
  const zone = target.escapeLiteral(sourceTimeZone)
  return (column) =>
    isStagedWithoutZone(columnOf(mapping.shift, column), sourceTimeZone)
      ? `s.${column} at time zone ${zone}`
      : `s.${column}`
}

const isNull = (column: string): Check => [`${column.toUpperCase()}_NULL`, `s.${column} is null`]
const isUnknown = (entity: EntityName): Check => [
  `${entity.toUpperCase()}_UNKNOWN`,
  `s.${entity}_id is not null and ${entity}.id is null`,
]
const idChecks: Check[] = [
  isNull('id'),
  ['ID_OUT_OF_RANGE', 's.id not between 1 and 2147483647'],
  ['ID_DUPLICATE', 'duplicate.id is not null'],
]
const professionChecks: Check[] = [
  isNull('profession'),
  ['PROFESSION_UNKNOWN', `s.profession not in (${professionLiterals})`],
]
const isNoPlace = (latitude: string, longitude: string) =>
  `(s.${latitude} is null) <> (s.${longitude} is null)
    or s.${latitude} not between -90 and 90 or s.${longitude} not between -180 and 180`

/** The API writes years with four digits. A day is left at both ends for the offset of a time zone. */
const isOutOfRange = (column: string): Check => [
  `${column.toUpperCase()}_OUT_OF_RANGE`,
  `s.${column} < '0001-01-02' or s.${column} >= '9999-12-31'`,
]

const checks = (instant: ReadInstant): Record<EntityName, Check[]> => ({
  worker: [
    ...idChecks,
    isNull('name'),
    ...professionChecks,
    isNull('is_active'),
    ['HOME_INVALID', isNoPlace('home_latitude', 'home_longitude')],
  ],
  facility: [
    ...idChecks,
    isNull('name'),
    isNull('is_active'),
    ['TIME_ZONE_UNKNOWN', 'zone.name is not null'],
    ['PLACE_INVALID', isNoPlace('latitude', 'longitude')],
  ],
  document: [...idChecks, isNull('name'), isNull('is_active')],
  facility_requirement: [
    isNull('facility_id'),
    isNull('document_id'),
    isUnknown('facility'),
    isUnknown('document'),
  ],
  document_worker: [isNull('worker_id'), isNull('document_id'), isUnknown('worker'), isUnknown('document')],
  shift: [
    ...idChecks,
    isNull('facility_id'),
    ...professionChecks,
    isNull('starts_at'),
    isNull('ends_at'),
    isNull('is_deleted'),
    isOutOfRange('starts_at'),
    isOutOfRange('ends_at'),
    isOutOfRange('claimed_at'),
    ['ENDS_NOT_AFTER_START', `${instant('ends_at')} <= ${instant('starts_at')}`],
    ['LONGER_THAN_24_HOURS', `${instant('ends_at')} - ${instant('starts_at')} > interval '24 hours'`],
    isUnknown('facility'),
    isUnknown('worker'),
    ['CLAIMED_BY_NOBODY', 's.claimed_at is not null and s.worker_id is null'],
  ],
})

const join = (entity: EntityName) =>
  `left join ${stagedName(entity)} ${entity} on ${entity}.id = s.${entity}_id`

const unknownZones = `
  left join (
    select name from (select distinct time_zone as name from ${stagedName('facility')} where time_zone is not null) z
    where not public.is_known_time_zone(name)
  ) zone on zone.name = s.time_zone`

const joins: Record<EntityName, string> = {
  worker: '',
  facility: unknownZones,
  document: '',
  facility_requirement: `${join('facility')} ${join('document')}`,
  document_worker: `${join('worker')} ${join('document')}`,
  shift: `${join('facility')} ${join('worker')}`,
}

/** Nobody can tell which of several rows with an id is meant, so all are rejected. A unique index excludes that. */
function duplicates(mapping: Mapping, name: EntityName): string {
  const hasUniqueIds = columnOf(mapping[name], 'id')?.source.isUnique ?? false
  return hasUniqueIds
    ? 'left join (select null::bigint as id where false) duplicate on true'
    : `left join (select id from ${stagedName(name)} group by id having count(*) > 1) duplicate on duplicate.id = s.id`
}

/**
 * Moves each staged row that our constraints do not allow to the temporary table `rejected`, with the reason. An entity comes after
 * those to which it refers, so what refers to a rejected row is rejected too.
 */
export async function rejectRows(target: Client, mapping: Mapping, instant: ReadInstant): Promise<void> {
  await target.query(
    'create temp table rejected (entity text, table_number int, reason text, line text) on commit drop',
  )
  const checksOf = checks(instant)
  for (const { name } of entities) {
    const reason = checksOf[name].map(([code, condition]) => `when ${condition} then '${code}'`).join('\n')
    await moveToRejected(
      target,
      mapping,
      name,
      `select s.ctid as row_id, case ${reason} end as reason
      from ${stagedName(name)} s ${joins[name]} ${duplicates(mapping, name)}`,
    )
  }
  if (columnOf(mapping.shift, 'claimed_at')) await rejectOverlappingClaims(target, mapping, instant)
}

/**
 * Moves the rows for which `reasons` (row_id, reason) has a reason. They become lines of JSON: the table and the row with the names
 * of the source, and the reason.
 */
async function moveToRejected(
  target: Client,
  mapping: Mapping,
  name: EntityName,
  reasons: string,
): Promise<void> {
  const { source, columns } = mapping[name]
  const literal = (text: string) => target.escapeLiteral(text)
  const row = columns.map((column) => `${literal(column.source.name)}, s.${column.name}`).join(', ')
  await target.query(`
    create temp table found on commit drop as
    select row_id, reason from (${reasons}) c where reason is not null`)
  await target.query('analyze found')
  await target.query(`
    with moved as (
      delete from ${stagedName(name)} s using found where found.row_id = s.ctid
      returning found.row_id, found.reason, json_build_object(
        'table', ${literal(source.table)}, 'reason', found.reason, 'row', json_build_object(${row})
      )::text as line
    )
    insert into rejected
    select '${name}', ${entityNames.indexOf(name)}, reason, line from moved order by row_id`)
  await target.query('drop table found')
}

/**
 * Claims of one worker are taken in the order in which they were made, then by id, as if they were made here: one that overlaps a
 * claim taken before is rejected. Only claims that overlap another take part, which are few.
 */
async function rejectOverlappingClaims(
  target: Client,
  mapping: Mapping,
  instant: ReadInstant,
): Promise<void> {
  await target.query(`
    create temp table overlapping_claim on commit drop as
    select row_id, id, worker_id, claimed_at, during
    from (
      select s.row_id, s.id, s.worker_id, s.claimed_at, tstzrange(s.starts_at, s.ends_at) as during,
        max(s.ends_at) over (by_start rows between unbounded preceding and 1 preceding) > s.starts_at
          or lead(s.starts_at) over by_start < s.ends_at as is_overlapping
      from (
        select s.ctid as row_id, s.id, s.worker_id,
          ${instant('claimed_at')} as claimed_at, ${instant('starts_at')} as starts_at, ${instant('ends_at')} as ends_at
        from ${stagedName('shift')} s
        where s.claimed_at is not null and not s.is_deleted
      ) s
      window by_start as (partition by s.worker_id order by s.starts_at, s.id)
    ) c
    where is_overlapping`)
  await target.query(`
    create temp table taken_claim (
      row_id tid, worker_id bigint, during tstzrange, exclude using gist (worker_id with =, during with &&)
    ) on commit drop`)
  await target.query(`
    insert into taken_claim
    select row_id, worker_id, during from overlapping_claim order by claimed_at, id
    on conflict do nothing`)
  await moveToRejected(
    target,
    mapping,
    'shift',
    `select row_id, 'CLAIM_OVERLAPS' as reason from overlapping_claim o
    where not exists (select from taken_claim t where t.row_id = o.row_id)`,
  )
}
