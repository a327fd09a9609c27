import { sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { fromPostgresInstant } from '../client/instant.ts'
import {
  facilityColumns,
  toEligibleShift,
  type EligibleShift,
  type EligibleShiftRow,
} from '../shifts/eligibleShift.ts'

/** A shift that the worker has claimed, or has just released. */
export interface ClaimedShift extends EligibleShift {
  /** Null for an imported assignment, and after a release. */
  claimedAt: string | null
}

/** The columns of a claimed shift except `overlaps_claimed`. `page` is a query of `shiftColumns` and `claimed_at`. */
export const claimedShiftColumns = (page: SQLWrapper): SQL => sql`${page}.*, ${facilityColumns}`

export type ClaimedShiftRow = EligibleShiftRow & {
  claimed_at: string | null
}

export const toClaimedShift = (row: ClaimedShiftRow): ClaimedShift => ({
  ...toEligibleShift(row),
  claimedAt: row.claimed_at && fromPostgresInstant(row.claimed_at),
})
