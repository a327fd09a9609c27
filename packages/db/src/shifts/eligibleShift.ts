import { sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { fromPostgresInstant } from '../client/instant.ts'
import { facility, shift, type Profession } from '../schema.ts'
import type { ShiftFacility } from '../facilities/listEligibleFacilities.ts'

export interface EligibleShift {
  id: number
  startsAt: string
  endsAt: string
  profession: Profession
  facility: ShiftFacility
  /** The worker has claimed a shift that overlaps this one. */
  overlapsClaimed: boolean
}

/** The columns that every listing reads of a shift. */
export const shiftColumns = sql`${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.profession}, ${shift.facilityId}`

/** The columns that every listing reads of a shift's facility. */
export const facilityColumns = sql`${facility.name} as facility_name, ${facility.timeZone}, ${facility.city}, ${facility.state}`

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

/** The time of all claimed shifts of the worker as one multirange: in a long export this costs less than a look-up for each shift. */
export const claimedTime = (workerId: number): SQL => sql`(
  select coalesce(range_agg(tstzrange(${shift.startsAt}, ${shift.endsAt})), '{}')
  from ${shift} where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted}
)`

/** A row of `shiftColumns` and `facilityColumns`. */
export type ShiftRow = {
  id: number
  starts_at: string
  ends_at: string
  profession: Profession
  facility_id: number
  facility_name: string
  time_zone: string
  city: string | null
  state: string | null
}

export type EligibleShiftRow = ShiftRow & { overlaps_claimed: boolean }

const toFacility = (row: ShiftRow): ShiftFacility => ({
  id: row.facility_id,
  name: row.facility_name,
  timeZone: row.time_zone,
  city: row.city,
  state: row.state,
})

/** The shift without the fields that differ from worker to worker. */
export const toPublicShift = (row: ShiftRow): Omit<EligibleShift, 'overlapsClaimed'> => ({
  id: row.id,
  startsAt: fromPostgresInstant(row.starts_at),
  endsAt: fromPostgresInstant(row.ends_at),
  profession: row.profession,
  facility: toFacility(row),
})

// Every field by itself: a spread costs a tenth of the time of a page.
export const toEligibleShift = (row: EligibleShiftRow): EligibleShift => ({
  id: row.id,
  startsAt: fromPostgresInstant(row.starts_at),
  endsAt: fromPostgresInstant(row.ends_at),
  profession: row.profession,
  facility: toFacility(row),
  overlapsClaimed: row.overlaps_claimed,
})
