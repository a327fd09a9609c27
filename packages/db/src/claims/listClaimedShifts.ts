import { sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Queryable } from '../client/connect.ts'
import { facility, shift } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'
import {
  claimedShiftColumns,
  toClaimedShift,
  type ClaimedShift,
  type ClaimedShiftRow,
} from './claimedShift.ts'
import { overlapsClaimed, shiftColumns } from '../shifts/eligibleShift.ts'
import type { InstantWindow } from '../shifts/filter.ts'
import type { PageParams } from '../shifts/listEligibleShifts.ts'

const page = alias(shift, 'page')

/**
 * The worker's claimed shifts, imported assignments included, by start, then id: at most `limit` of them after the position
 * `after`. Includes past shifts in the window, but not deleted ones.
 * @throws {NotFoundError} for an unknown worker
 */
export async function listClaimedShifts(
  db: Queryable<'primary'>,
  {
    workerId,
    from = '-infinity',
    to = 'infinity',
    after,
    limit,
  }: { workerId: number } & InstantWindow & PageParams,
): Promise<ClaimedShift[]> {
  const start = after ?? { startsAt: from, id: 0 }
  const { rows } = await db.execute<ClaimedShiftRow>(sql`
    select ${claimedShiftColumns(page)}, ${overlapsClaimed(workerId, page)} as overlaps_claimed
    from (
      select ${shiftColumns}, ${shift.claimedAt} from ${shift}
      where ${shift.workerId} = ${workerId}::int and not ${shift.isDeleted}
        and (${shift.startsAt}, ${shift.id}) > (${start.startsAt}::timestamptz, ${start.id}::int)
        and ${shift.startsAt} < ${to}::timestamptz
      order by starts_at, id limit ${limit}::int
    ) ${page} join ${facility} on ${facility.id} = ${page.facilityId}
    order by ${page.startsAt}, ${page.id}`)
  if (rows.length === 0) await assertWorkerExists(db, workerId)
  return rows.map(toClaimedShift)
}
