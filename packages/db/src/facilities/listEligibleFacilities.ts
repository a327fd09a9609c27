import { asc } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { mayWorkAt } from '../eligibility/rule.ts'
import { facility } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'

export interface EligibleFacility {
  id: number
  name: string
  timeZone: string
}

/**
 * The facilities at which the worker may work, by name, then id, whether or not they have open shifts.
 * @throws {NotFoundError} for an unknown worker
 */
export async function listEligibleFacilities(db: Queryable, workerId: number): Promise<EligibleFacility[]> {
  const facilities = await db
    .select({ id: facility.id, name: facility.name, timeZone: facility.timeZone })
    .from(facility)
    .where(mayWorkAt(workerId, facility))
    .orderBy(asc(facility.name), asc(facility.id))
  if (facilities.length === 0) await assertWorkerExists(db, workerId)
  return facilities
}
