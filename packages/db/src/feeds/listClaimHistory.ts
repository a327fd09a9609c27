import { sql, type SQLWrapper } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import { claimedShiftChange, claimEvent, facility, shift } from '../schema.ts'
import {
  facilityColumns,
  shiftColumns,
  toPublicShift,
  type EligibleShift,
  type ShiftRow,
} from '../shifts/eligibleShift.ts'

/** A shift that the worker has, or had and has no longer. */
export interface FormerOrClaimedShift extends Omit<EligibleShift, 'overlapsClaimed'> {
  isClaimed: boolean
  /** How often it was claimed, released or changed. It never falls. */
  revision: number
  /** When it was claimed, released or changed last, in ISO 8601. Null for an imported assignment that has not changed. */
  changedAt: string | null
}

/** Shifts that started longer ago are in no feed. */
export const shownInterval = sql.raw(`interval '1 year'`)

type Row = ShiftRow & { is_claimed: boolean; revision: number; changed_at: string | null }

export interface ListClaimHistoryParams {
  workerId: number
  /** Only this shift. */
  shiftId?: number | undefined
  /** Only shifts that start before this instant. */
  to: string
  limit: number
}

/**
 * The shifts that the worker has, and those that it had and has no longer, by start, then id. Imported assignments are included;
 * shifts that started over a year ago are not. If there are more than `limit`, those that start closest to now.
 */
export async function listClaimHistory(
  db: Queryable<'primary'>,
  { workerId, shiftId, to, limit }: ListClaimHistoryParams,
): Promise<FormerOrClaimedShift[]> {
  const isWanted = (id: SQLWrapper) =>
    sql`(${shiftId ?? null}::int is null or ${id} = ${shiftId ?? null}::int)`
  const { rows } = await db.execute<Row>(sql`
    with change as (
      select shift_id, count(*)::int as revision, max(at) as changed_at
      from (
        select shift_id, happened_at as at from ${claimEvent} where worker_id = ${workerId}::int
        union all
        select shift_id, changed_at from ${claimedShiftChange} where worker_id = ${workerId}::int
      ) every_change
      where ${isWanted(sql`shift_id`)}
      group by shift_id
    ), had as (
      select shift_id from change
      union
      select ${shift.id} from ${shift}
      where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted} and ${shift.startsAt} > now() - ${shownInterval}
        and ${isWanted(shift.id)}
    ), page as (
      select ${shiftColumns}, ${facilityColumns},
        ${shift.workerId} is not distinct from ${workerId}::int and not ${shift.isDeleted} as is_claimed,
        coalesce(change.revision, 0) as revision, coalesce(change.changed_at, ${shift.claimedAt}) as changed_at
      from had
      join ${shift} on ${shift.id} = had.shift_id
      join ${facility} on ${facility.id} = ${shift.facilityId}
      left join change on change.shift_id = had.shift_id
      where ${shift.startsAt} > now() - ${shownInterval} and ${shift.startsAt} < ${to}::timestamptz
      order by abs(extract(epoch from ${shift.startsAt} - now())), ${shift.id} limit ${limit}::int
    )
    select * from page order by starts_at, id`)
  return rows.map((row) => ({
    ...toPublicShift(row),
    isClaimed: row.is_claimed,
    revision: row.revision,
    changedAt: row.changed_at && fromPostgresInstant(row.changed_at),
  }))
}
