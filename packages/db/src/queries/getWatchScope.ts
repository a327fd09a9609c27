import { eq } from 'drizzle-orm'
import type { Queryable } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { worker, type Profession } from '../schema.ts'
import { listEligibleFacilities } from './listEligibleFacilities.ts'

/** Which shifts concern a worker: those of its profession where it may work. */
export interface WatchScope {
  profession: Profession
  facilityIds: Set<number>
}

/** @throws {NotFoundError} for an unknown worker */
export async function getWatchScope(db: Queryable, workerId: number): Promise<WatchScope> {
  const [found] = await db
    .select({ profession: worker.profession })
    .from(worker)
    .where(eq(worker.id, workerId))
  if (!found) throw new NotFoundError('worker', [workerId])
  const facilities = await listEligibleFacilities(db, workerId)
  return { ...found, facilityIds: new Set(facilities.map(({ id }) => id)) }
}
