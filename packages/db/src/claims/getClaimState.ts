import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isEligibleUnlessClaimed } from '../eligibility/rule.ts'
import { NotFoundError } from '../errors.ts'
import { prepare } from '../client/prepare.ts'
import { claimEvent, facility, shift, worker } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'
import { toClaimedShift, type ClaimedShift, type ClaimedShiftRow } from './claimedShift.ts'
import { overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'

export interface ClaimState {
  shift: ClaimedShift
  /** The worker who has the shift, if any. */
  holder: number | null
  hasStarted: boolean
  /** The rule holds, but for who has the shift. */
  isEligible: boolean
  /** The last that this worker did to the shift was to give it back. */
  hasReleased: boolean
}

type Row = ClaimedShiftRow & {
  worker_id: number | null
  has_started: boolean
  is_eligible: boolean
  has_released: boolean
  worker_exists: boolean
}

interface QueryParams {
  workerId: number
  shiftId: number
}

/** Prepared, because of many workers who claim the same shift all but one run it. */
const claimState = prepare<QueryParams, Row>(
  'claim_state',
  (param) => sql`
    select ${shiftColumns}, ${shift.claimedAt}, ${shift.workerId}, ${facility.name} as facility_name, ${facility.timeZone},
      ${overlapsClaimed(param('workerId'), shift)} as overlaps_claimed,
      ${shift.startsAt} <= now() as has_started,
      ${isEligibleUnlessClaimed(param('workerId'), facility, shift)} as is_eligible,
      coalesce((
        select ${claimEvent.action} = 'release' from ${claimEvent}
        where ${claimEvent.shiftId} = ${shift.id} and ${claimEvent.workerId} = ${param('workerId')}::int
        order by ${claimEvent.id} desc limit 1
      ), false) as has_released,
      exists (select from ${worker} where ${worker.id} = ${param('workerId')}::int) as worker_exists
    from ${shift} join ${facility} on ${facility.id} = ${shift.facilityId}
    where ${shift.id} = ${param('shiftId')}::int`,
)

/**
 * Who has the shift, seen from a worker.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function getClaimState(db: Database, { workerId, shiftId }: QueryParams): Promise<ClaimState> {
  const [row] = await claimState(db, { workerId, shiftId })
  if (!row?.worker_exists) await assertWorkerExists(db, workerId)
  if (!row) throw new NotFoundError('shift', [shiftId])
  return {
    shift: toClaimedShift(row),
    holder: row.worker_id,
    hasStarted: row.has_started,
    isEligible: row.is_eligible,
    hasReleased: row.has_released,
  }
}
