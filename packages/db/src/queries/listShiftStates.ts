import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { clause } from '../eligibility.ts'
import { facility, shift } from '../schema.ts'
import type { EligibleShift } from './eligibleShift.ts'

/** What a shift is for everybody: what differs from worker to worker is left out. */
export interface ShiftState {
  shift: Omit<EligibleShift, 'overlapsClaimed'>
  /** Neither deleted nor claimed. */
  isOpen: boolean
}

/** The shifts of these ids that exist, as they are now. */
export function listShiftStates(db: Queryable, shiftIds: readonly number[]): Promise<ShiftState[]> {
  const { id, startsAt, endsAt, profession } = shift
  const { name, timeZone } = facility
  return db
    .select({
      shift: { id, startsAt, endsAt, profession },
      facility: { id: facility.id, name, timeZone },
      isOpen: sql<boolean>`${and(clause.shiftIsActive(), clause.shiftIsUnclaimed())}`,
    })
    .from(shift)
    .innerJoin(facility, eq(facility.id, shift.facilityId))
    .where(inArray(shift.id, [...shiftIds]))
    .then((rows) => rows.map(({ shift, facility, isOpen }) => ({ shift: { ...shift, facility }, isOpen })))
}
