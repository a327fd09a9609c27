import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../client/connect.ts'
import { isEligible } from '../eligibility/rule.ts'
import { ChangedMeanwhileError, ConflictError, isViolationOf, NotEligibleError } from '../errors.ts'
import { prepareLocked } from '../client/prepareLocked.ts'
import { retryingConflicts } from '../client/retry.ts'
import { claimEvent, facility, shift } from '../schema.ts'
import { toClaimedShift, type ClaimedShift, type ClaimedShiftRow } from './claimedShift.ts'
import { facilityColumns, overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'
import { explainEligibility } from '../eligibility/explainEligibility.ts'
import { getClaimState } from './getClaimState.ts'

export interface ClaimParams {
  workerId: number
  shiftId: number
  /** For the claim event: who claims, and in which request. */
  principal: string
  requestId: string
}

const claimed = alias(shift, 'claimed')

/**
 * Locks the worker, the facility, the shift and the worker's documents and shifts, so that they do not change until the claim
 * has committed. Then decides and records the claim in a second statement, which sees everything committed until then.
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
        -- Locking a row assigns the transaction's id. If no row was locked, nothing may be claimed.
        and pg_current_xact_id_if_assigned() is not null
      returning ${shiftColumns}, ${shift.claimedAt}, ${facilityColumns}
    ), recorded as (
      insert into ${claimEvent} (shift_id, worker_id, action, happened_at, principal, request_id)
      select ${claimed.id}, ${param('workerId')}::int, 'claim', ${claimed.claimedAt}, ${param('principal')}::text, ${param('requestId')}::text from ${claimed}
    )
    select ${claimed}.*, false as overlaps_claimed from ${claimed}`,
)

/**
 * Claims the shift for the worker. Claiming a shift again is no error, so that a client may repeat a request whose response
 * was lost.
 * @throws {NotFoundError} for an unknown worker or shift
 * @throws {NotEligibleError} if a clause of the rule other than the one about claims does not hold
 * @throws {ConflictError} if another worker has claimed the shift, it has started, or it overlaps a claimed shift
 */
export function claimShift(db: Database<'primary'>, params: ClaimParams): Promise<ClaimedShift> {
  return retryingConflicts(async () => {
    const [row] = await claim(db, params).catch((error: unknown) => {
      if (isViolationOf('shift_claims_do_not_overlap', error)) throw new ConflictError('OVERLAPS_CLAIMED')
      throw error
    })
    return row ? toClaimedShift(row) : returnClaimedOrThrow(db, params)
  })
}

/** Returns the shift if the worker has claimed it already, else throws why it cannot be claimed. */
async function returnClaimedOrThrow(
  db: Database<'primary'>,
  { workerId, shiftId }: ClaimParams,
): Promise<ClaimedShift> {
  const state = await getClaimState(db, { workerId, shiftId })
  if (state.claimedBy === workerId) return state.shift
  if (!state.isEligible) return throwNotEligible(db, { workerId, shiftId })
  if (state.claimedBy !== null) throw new ConflictError('ALREADY_CLAIMED')
  if (state.hasStarted) throw new ConflictError('ALREADY_STARTED')
  if (state.shift.overlapsClaimed) throw new ConflictError('OVERLAPS_CLAIMED')
  // The shift was released, or the worker became eligible, between the two statements.
  throw new ChangedMeanwhileError()
}

async function throwNotEligible(
  db: Database<'primary'>,
  params: { workerId: number; shiftId: number },
): Promise<never> {
  const reasons = await explainEligibility(db, params)
  if (reasons.some(({ code }) => code !== 'SHIFT_CLAIMED')) throw new NotEligibleError(reasons)
  throw new ChangedMeanwhileError()
}
