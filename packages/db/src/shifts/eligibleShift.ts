import { sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { fromPostgresInstant } from '../client/instant.ts'
import { shift, type Profession } from '../schema.ts'
import type { EligibleFacility } from '../facilities/listEligibleFacilities.ts'

export interface EligibleShift {
  id: number
  startsAt: string
  endsAt: string
  profession: Profession
  facility: EligibleFacility
  /** The worker has claimed a shift that overlaps this one. */
  overlapsClaimed: boolean
}

/** The columns that every listing reads of a shift. */
export const shiftColumns = sql`${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.profession}, ${shift.facilityId}`

const otherShift = alias(shift, 'other_shift')

/** Whether the worker has claimed another shift that overlaps this one. */
export const overlapsClaimed = (
  workerId: number | Placeholder,
  { id, startsAt, endsAt }: Record<'id' | 'startsAt' | 'endsAt', AnyColumn>,
): SQL => sql`exists (
  select from ${shift} ${otherShift}
  where ${otherShift.workerId} = ${workerId}::int and not ${otherShift.isDeleted}
    and ${otherShift.id} <> ${id} and ${otherShift.startsAt} < ${endsAt} and ${otherShift.endsAt} > ${startsAt}
    -- No shift lasts longer than 24 hours, so none that starts earlier can overlap. This bounds the index scan.
    and ${otherShift.startsAt} > ${startsAt} - interval '24 hours'
)`

/** All the time of the worker's claimed shifts as one value: in a long export cheaper than a look-up for each shift. */
export const claimedTime = (workerId: number): SQL => sql`(
  select coalesce(range_agg(tstzrange(${shift.startsAt}, ${shift.endsAt})), '{}')
  from ${shift} where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted}
)`

export type EligibleShiftRow = {
  id: number
  starts_at: string
  ends_at: string
  profession: Profession
  facility_id: number
  overlaps_claimed: boolean
}

export const toEligibleShift = (row: EligibleShiftRow, facility: EligibleFacility): EligibleShift => ({
  id: row.id,
  startsAt: fromPostgresInstant(row.starts_at),
  endsAt: fromPostgresInstant(row.ends_at),
  profession: row.profession,
  facility,
  overlapsClaimed: row.overlaps_claimed,
})
