import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isEligibleUnlessClaimed } from '../eligibility/rule.ts'
import { NotFoundError } from '../errors.ts'
import { prepare } from '../client/prepare.ts'
import { claimEvent, facility, shift, worker } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'
import { toClaimedShift, type ClaimedShift, type ClaimedShiftRow } from './claimedShift.ts'
import { facilityColumns, overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'

export interface ClaimState {
  shift: ClaimedShift
  /** The worker who has claimed the shift, if any. */
  claimedBy: number | null
  hasStarted: boolean
  /** All clauses of the rule hold, except perhaps the one about claims. */
  isEligible: boolean
  /** The worker's last event on this shift is a release. */
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

/** Prepared, because it runs often: when many workers claim the same shift, all but one run it. */
const claimState = prepare<'primary', QueryParams, Row>(
  'claim_state',
  (param) => sql`
    select ${shiftColumns}, ${shift.claimedAt}, ${shift.workerId}, ${facilityColumns},
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
 * The state of a shift for one worker, from which the caller derives why the worker cannot claim or release it.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function getClaimState(
  db: Database<'primary'>,
  { workerId, shiftId }: QueryParams,
): Promise<ClaimState> {
  const [row] = await claimState(db, { workerId, shiftId })
  if (!row?.worker_exists) await assertWorkerExists(db, workerId)
  if (!row) throw new NotFoundError('shift', [shiftId])
  return {
    shift: toClaimedShift(row),
    claimedBy: row.worker_id,
    hasStarted: row.has_started,
    isEligible: row.is_eligible,
    hasReleased: row.has_released,
  }
}
