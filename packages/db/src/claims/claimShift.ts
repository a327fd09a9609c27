import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../client/connect.ts'
import { isEligible } from '../eligibility/rule.ts'
import { ChangedMeanwhileError, ConflictError, isViolationOf, NotEligibleError } from '../errors.ts'
import { prepareLocked } from '../client/prepareLocked.ts'
import { retryingConflicts } from '../client/retry.ts'
import { claimEvent, facility, shift } from '../schema.ts'
import { toClaimedShift, type ClaimedShift, type ClaimedShiftRow } from './claimedShift.ts'
import { overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'
import { explainEligibility } from '../eligibility/explainEligibility.ts'
import { getClaimState } from './getClaimState.ts'

export interface ClaimParams {
  workerId: number
  shiftId: number
  /** For the record: who asked, and in which request. */
  principal: string
  requestId: string
}

const claimed = alias(shift, 'claimed')

/**
 * Locks what decides a claim, then decides and records it in a statement that sees all that was committed until then:
 * the worker, the facility, the shift and what the worker has stay as they are until the claim has committed.
 */
const claim = prepareLocked<ClaimParams, ClaimedShiftRow>(
  'claim_shift',
  (param) =>
    sql`call public.lock_for_claim(${param('workerId')}::int, ${param('shiftId')}::int, ${param('timeoutMs')}::int)`,
  (param) => sql`
    with ${claimed} as (
      update ${shift} set worker_id = ${param('workerId')}::int, claimed_at = clock_timestamp()
      from ${facility}
      where ${shift.id} = ${param('shiftId')}::int and ${facility.id} = ${shift.facilityId}
        and ${isEligible(param('workerId'), facility, shift)}
        and ${shift.startsAt} > clock_timestamp() and not ${overlapsClaimed(param('workerId'), shift)}
        -- The locks give the transaction its id. Where nothing was there to lock, nothing is claimed.
        and pg_current_xact_id_if_assigned() is not null
      returning ${shiftColumns}, ${shift.claimedAt}, ${facility.name} as facility_name, ${facility.timeZone}
    ), recorded as (
      insert into ${claimEvent} (shift_id, worker_id, action, happened_at, principal, request_id)
      select ${claimed.id}, ${param('workerId')}::int, 'claim', ${claimed.claimedAt}, ${param('principal')}::text, ${param('requestId')}::text from ${claimed}
    )
    select ${claimed}.*, false as overlaps_claimed from ${claimed}`,
)

/**
 * Takes the shift for the worker. To claim what it has already is no error, so that a client may ask again when an
 * answer was lost.
 * @throws {NotFoundError} for an unknown worker or shift
 * @throws {NotEligibleError} if the rule does not give the shift to the worker, claimed or not
 * @throws {ConflictError} if somebody else was first, the shift has started, or the worker is busy then
 */
export function claimShift(db: Database, params: ClaimParams): Promise<ClaimedShift> {
  return retryingConflicts(async () => {
    const [row] = await claim(db, params).catch((error: unknown) => {
      if (isViolationOf('shift_claims_do_not_overlap', error)) throw new ConflictError('OVERLAPS_CLAIMED')
      throw error
    })
    return row ? toClaimedShift(row) : explainRefusal(db, params)
  })
}

/** Why nothing was claimed, which may be that the worker has the shift already. */
async function explainRefusal(db: Database, { workerId, shiftId }: ClaimParams): Promise<ClaimedShift> {
  const state = await getClaimState(db, { workerId, shiftId })
  if (state.holder === workerId) return state.shift
  if (!state.isEligible) return refuseIneligible(db, { workerId, shiftId })
  if (state.holder !== null) throw new ConflictError('ALREADY_CLAIMED')
  if (state.hasStarted) throw new ConflictError('ALREADY_STARTED')
  if (state.shift.overlapsClaimed) throw new ConflictError('OVERLAPS_CLAIMED')
  // It was given back, or the rule began to hold, between the two looks.
  throw new ChangedMeanwhileError()
}

async function refuseIneligible(db: Database, asked: { workerId: number; shiftId: number }): Promise<never> {
  const reasons = await explainEligibility(db, asked)
  if (reasons.some(({ code }) => code !== 'SHIFT_CLAIMED')) throw new NotEligibleError(reasons)
  throw new ChangedMeanwhileError()
}
