import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isOpen } from '../eligibility/rule.ts'
import { prepare } from '../client/prepare.ts'
import { facility, shift } from '../schema.ts'
import {
  facilityColumns,
  shiftColumns,
  toPublicShift,
  type EligibleShift,
  type ShiftRow,
} from '../shifts/eligibleShift.ts'

/** A shift without the fields that differ from worker to worker. */
export interface ShiftState {
  shift: Omit<EligibleShift, 'overlapsClaimed'>
  /** Neither deleted nor claimed. */
  isOpen: boolean
}

type Row = ShiftRow & { is_open: boolean }

const query = prepare<'replica', { shiftIds: readonly number[] }, Row>(
  'list_shift_states',
  (param) => sql`
    select ${shiftColumns}, ${facilityColumns}, ${isOpen(shift)} as is_open
    from ${shift} join ${facility} on ${facility.id} = ${shift.facilityId}
    where ${shift.id} = any(${param('shiftIds')}::int[])`,
)

/** The current states of the shifts with these ids. Unknown ids are left out. */
export async function listShiftStates(
  db: Database<'replica'>,
  shiftIds: readonly number[],
): Promise<ShiftState[]> {
  const rows = await query(db, { shiftIds })
  return rows.map((row) => ({ shift: toPublicShift(row), isOpen: row.is_open }))
}
