import { sql, type Placeholder } from 'drizzle-orm'
import { fromPostgresInstant } from '../client/instant.ts'
import { shift, type Profession } from '../schema.ts'
import type { EligibleFacility } from '../facilities/listEligibleFacilities.ts'

export interface EligibleShift {
  id: number
  startsAt: string
  endsAt: string
  profession: Profession
  facility: EligibleFacility
  /** The worker has already claimed a shift that overlaps this one. */
  overlapsClaimed: boolean
}

/** What a listing reads of each shift. */
export const shiftColumns = sql`${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.profession}, ${shift.facilityId}`

/** Whether the worker has another shift that overlaps that of `page`, a query of `shiftColumns`. */
export const overlapsClaimed = (workerId: number | Placeholder) => sql`exists (
  select from ${shift}
  where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted}
    and ${shift.id} <> page.id and ${shift.startsAt} < page.ends_at and ${shift.endsAt} > page.starts_at
    -- no shift lasts longer, so none that starts earlier can overlap: this bounds the index scan
    and ${shift.startsAt} > page.starts_at - interval '24 hours'
)`

/** When the worker is busy, as one value: for a listing so long that to look each shift up costs more. */
export const claimedTime = (workerId: number) => sql`(
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
