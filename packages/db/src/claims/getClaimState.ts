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

const asked = { workerId: sql.placeholder('workerId'), shiftId: sql.placeholder('shiftId') }

/** Prepared, for where many want the same shift all but one of them ask it. */
const claimState = prepare<Row>(
  'claim_state',
  sql`
    select ${shiftColumns}, ${shift.claimedAt}, ${shift.workerId}, ${facility.name} as facility_name, ${facility.timeZone},
      ${overlapsClaimed(asked.workerId, shift)} as overlaps_claimed,
      ${shift.startsAt} <= now() as has_started,
      ${isEligibleUnlessClaimed(asked.workerId, facility, shift)} as is_eligible,
      coalesce((
        select ${claimEvent.action} = 'release' from ${claimEvent}
        where ${claimEvent.shiftId} = ${shift.id} and ${claimEvent.workerId} = ${asked.workerId}::int
        order by ${claimEvent.id} desc limit 1
      ), false) as has_released,
      exists (select from ${worker} where ${worker.id} = ${asked.workerId}::int) as worker_exists
    from ${shift} join ${facility} on ${facility.id} = ${shift.facilityId}
    where ${shift.id} = ${asked.shiftId}::int`,
)

/**
 * Who has the shift, seen from a worker.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function getClaimState(
  db: Database,
  { workerId, shiftId }: { workerId: number; shiftId: number },
): Promise<ClaimState> {
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
