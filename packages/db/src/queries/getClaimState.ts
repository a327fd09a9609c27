import { sql } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { claimEvent, facility, shift } from '../schema.ts'
import { assertWorkerExists } from './assertExists.ts'
import {
  claimedShiftColumns,
  toClaimedShift,
  type ClaimedShift,
  type ClaimedShiftRow,
} from './claimedShift.ts'
import { overlapsClaimed, shiftColumns } from './eligibleShift.ts'

export interface ClaimState {
  shift: ClaimedShift
  /** The worker who has the shift, if any. */
  holder: number | null
  hasStarted: boolean
  /** The last that this worker did to the shift was to give it back. */
  hasReleased: boolean
}

type Row = ClaimedShiftRow & { worker_id: number | null; has_started: boolean; has_released: boolean }

/**
 * Who has the shift, seen from a worker.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function getClaimState(
  db: Queryable,
  { workerId, shiftId }: { workerId: number; shiftId: number },
): Promise<ClaimState> {
  const { rows } = await db.execute<Row>(sql`
    select ${claimedShiftColumns}, ${overlapsClaimed(workerId)} as overlaps_claimed, coalesce((
      select ${claimEvent.action} = 'release' from ${claimEvent}
      where ${claimEvent.shiftId} = page.id and ${claimEvent.workerId} = ${workerId}::int
      order by ${claimEvent.id} desc limit 1
    ), false) as has_released
    from (
      select ${shiftColumns}, ${shift.claimedAt}, ${shift.workerId}, ${shift.startsAt} <= now() as has_started
      from ${shift} where ${shift.id} = ${shiftId}::int
    ) page join ${facility} on ${facility.id} = page.facility_id`)
  const [row] = rows
  await assertWorkerExists(db, workerId)
  if (!row) throw new NotFoundError('shift', [shiftId])
  return {
    shift: toClaimedShift(row),
    holder: row.worker_id,
    hasStarted: row.has_started,
    hasReleased: row.has_released,
  }
}
