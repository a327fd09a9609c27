import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Database } from '../client/connect.ts'
import { ChangedMeanwhileError, ConflictError } from '../errors.ts'
import { prepareLocked } from '../client/prepareLocked.ts'
import { retryingConflicts } from '../client/retry.ts'
import { claimEvent, facility, shift } from '../schema.ts'
import {
  claimedShiftColumns,
  toClaimedShift,
  type ClaimedShift,
  type ClaimedShiftRow,
} from './claimedShift.ts'
import type { ClaimParams } from './claimShift.ts'
import { overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'
import { getClaimState } from './getClaimState.ts'

const released = alias(shift, 'released')

const release = prepareLocked<ClaimParams, ClaimedShiftRow>(
  'release_shift',
  (param) => sql`call public.lock_for_release(${param('shiftId')}::int, ${param('timeoutMs')}::int)`,
  (param) => sql`
    with ${released} as (
      update ${shift} set worker_id = null, claimed_at = null
      where ${shift.id} = ${param('shiftId')}::int and ${shift.workerId} = ${param('workerId')}::int
        and ${shift.startsAt} > clock_timestamp()
      returning ${shiftColumns}, ${shift.claimedAt}
    ), recorded as (
      insert into ${claimEvent} (shift_id, worker_id, action, happened_at, principal, request_id)
      select ${released.id}, ${param('workerId')}::int, 'release', clock_timestamp(), ${param('principal')}::text, ${param('requestId')}::text from ${released}
    )
    select ${claimedShiftColumns(released)}, ${overlapsClaimed(param('workerId'), released)} as overlaps_claimed
    from ${released} join ${facility} on ${facility.id} = ${released.facilityId}`,
)

/**
 * Releases the shift. Releasing a shift again is no error, so that a client may repeat a request whose response was lost.
 * @throws {NotFoundError} for an unknown worker or shift
 * @throws {ConflictError} if the worker has neither claimed nor released the shift, or it has started
 */
export function releaseShift(db: Database<'primary'>, params: ClaimParams): Promise<ClaimedShift> {
  return retryingConflicts(async () => {
    const [row] = await release(db, params)
    return row ? toClaimedShift(row) : returnReleasedOrThrow(db, params)
  })
}

/** Returns the shift if the worker has released it already, else throws why it cannot be released. */
async function returnReleasedOrThrow(
  db: Database<'primary'>,
  { workerId, shiftId }: ClaimParams,
): Promise<ClaimedShift> {
  const state = await getClaimState(db, { workerId, shiftId })
  if (state.claimedBy === workerId) {
    if (state.hasStarted) throw new ConflictError('ALREADY_STARTED')
    throw new ChangedMeanwhileError()
  }
  if (!state.hasReleased) throw new ConflictError('NOT_CLAIMED_BY_WORKER')
  return { ...state.shift, claimedAt: null }
}
