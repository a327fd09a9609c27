import { asc } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { mayWorkAt } from '../eligibility/rule.ts'
import { facility } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'

/** Where a shift is. City and state are null where unknown. */
export interface ShiftFacility {
  id: number
  name: string
  timeZone: string
  city: string | null
  state: string | null
}

export interface EligibleFacility extends ShiftFacility {
  /** Degrees. Both coordinates are null where unknown. */
  latitude: number | null
  longitude: number | null
}

/**
 * The facilities at which the worker may work, by name, then id, whether or not they have open shifts.
 * @throws {NotFoundError} for an unknown worker
 */
export async function listEligibleFacilities(
  db: Queryable<'replica'>,
  workerId: number,
): Promise<EligibleFacility[]> {
  const facilities = await db
    .select({
      id: facility.id,
      name: facility.name,
      timeZone: facility.timeZone,
      city: facility.city,
      state: facility.state,
      latitude: facility.latitude,
      longitude: facility.longitude,
    })
    .from(facility)
    .where(mayWorkAt(workerId, facility))
    .orderBy(asc(facility.name), asc(facility.id))
  if (facilities.length === 0) await assertWorkerExists(db, workerId)
  return facilities
}
