import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { fromPostgresInstant } from '../client/instant.ts'
import { facility } from '../schema.ts'
import { toEligibleShift, type EligibleShift, type EligibleShiftRow } from '../shifts/eligibleShift.ts'

/** A shift that the worker has claimed, or has just released. */
export interface ClaimedShift extends EligibleShift {
  /** Null for an imported assignment, and after a release. */
  claimedAt: string | null
}

/** The columns of a claimed shift but for `overlaps_claimed`. `page` is a query of `shiftColumns` and `claimed_at`. */
export const claimedShiftColumns = (page: SQLWrapper): SQL =>
  sql`${page}.*, ${facility.name} as facility_name, ${facility.timeZone}`

export type ClaimedShiftRow = EligibleShiftRow & {
  claimed_at: string | null
  facility_name: string
  time_zone: string
}

export const toClaimedShift = (row: ClaimedShiftRow): ClaimedShift => ({
  ...toEligibleShift(row, { id: row.facility_id, name: row.facility_name, timeZone: row.time_zone }),
  claimedAt: row.claimed_at && fromPostgresInstant(row.claimed_at),
})
