import { sql } from 'drizzle-orm'
import { assertWorkerExists } from '../client/assertExists.ts'
import type { Database } from '../client/connect.ts'
import { prepare } from '../client/prepare.ts'
import { heldDocumentIds } from '../eligibility/clauses.ts'
import { NotFoundError } from '../errors.ts'
import { document, facility, shift } from '../schema.ts'
import {
  facilityColumns,
  overlapsClaimed,
  shiftColumns,
  toEligibleShift,
  type EligibleShift,
  type EligibleShiftRow,
} from './eligibleShift.ts'

/** Claimed by the worker itself, or taken by another one. */
export type ShiftStatus = 'open' | 'claimed' | 'taken' | 'deleted'

export interface RequiredDocument {
  id: number
  name: string
  /** The worker holds it. */
  isHeld: boolean
}

/** A shift as listed, whether or not the worker may take it. */
export interface ShiftDetails extends EligibleShift {
  status: ShiftStatus
  /** By name, then id. */
  requiredDocuments: RequiredDocument[]
}

type Row = EligibleShiftRow & {
  status: ShiftStatus
  required_documents: RequiredDocument[]
}

const query = prepare<'replica', { workerId: number; shiftId: number }, Row>(
  'get_shift',
  (param) => sql`
    select ${shiftColumns}, ${facilityColumns},
      ${overlapsClaimed(param('workerId'), shift)} as overlaps_claimed,
      case
        when ${shift.isDeleted} then 'deleted'
        when ${shift.workerId} is null then 'open'
        when ${shift.workerId} = ${param('workerId')}::int then 'claimed'
        else 'taken'
      end as status,
      (
        select coalesce(json_agg(json_build_object(
          'id', ${document.id},
          'name', ${document.name},
          'isHeld', ${document.id} = any(${heldDocumentIds(param('workerId'))})
        ) order by ${document.name}, ${document.id}), '[]')
        from ${document} where ${document.id} = any(${facility.requiredDocumentIds})
      ) as required_documents
    from ${shift} join ${facility} on ${facility.id} = ${shift.facilityId}
    where ${shift.id} = ${param('shiftId')}::int`,
)

/**
 * A shift as one worker sees it, with what its facility requires, also if the worker may not take it.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function getShift(
  db: Database<'replica'>,
  { workerId, shiftId }: { workerId: number; shiftId: number },
): Promise<ShiftDetails> {
  await assertWorkerExists(db, workerId)
  const [row] = await query(db, { workerId, shiftId })
  if (!row) throw new NotFoundError('shift', [shiftId])
  return { ...toEligibleShift(row), status: row.status, requiredDocuments: row.required_documents }
}
