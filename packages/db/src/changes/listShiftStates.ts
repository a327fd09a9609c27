import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { isOpen } from '../eligibility/rule.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import { prepare } from '../client/prepare.ts'
import { facility, shift } from '../schema.ts'
import { shiftColumns, type EligibleShift, type EligibleShiftRow } from '../shifts/eligibleShift.ts'

/** A shift without the fields that differ from worker to worker. */
export interface ShiftState {
  shift: Omit<EligibleShift, 'overlapsClaimed'>
  /** Neither deleted nor claimed. */
  isOpen: boolean
}

type Row = Omit<EligibleShiftRow, 'overlaps_claimed'> & {
  facility_name: string
  time_zone: string
  is_open: boolean
}

const query = prepare<{ shiftIds: readonly number[] }, Row>(
  'list_shift_states',
  (param) => sql`
    select ${shiftColumns}, ${facility.name} as facility_name, ${facility.timeZone},
      ${isOpen(shift)} as is_open
    from ${shift} join ${facility} on ${facility.id} = ${shift.facilityId}
    where ${shift.id} = any(${param('shiftIds')}::int[])`,
)

/** The current states of the shifts with these ids. Unknown ids are left out. */
export async function listShiftStates(db: Database, shiftIds: readonly number[]): Promise<ShiftState[]> {
  const rows = await query(db, { shiftIds })
  return rows.map(({ id, starts_at, ends_at, profession, ...row }) => ({
    shift: {
      id,
      startsAt: fromPostgresInstant(starts_at),
      endsAt: fromPostgresInstant(ends_at),
      profession,
      facility: { id: row.facility_id, name: row.facility_name, timeZone: row.time_zone },
    },
    isOpen: row.is_open,
  }))
}
