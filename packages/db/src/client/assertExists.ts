import { eq, inArray } from 'drizzle-orm'
import type { Queryable, Server } from './connect.ts'
import { HomeUnknownError, NotFoundError } from '../errors.ts'
import { document, facility, worker } from '../schema.ts'

/** @throws {NotFoundError} */
export async function assertWorkerExists(db: Queryable<Server>, workerId: number): Promise<void> {
  const found = await db.select({ id: worker.id }).from(worker).where(eq(worker.id, workerId))
  if (found.length === 0) throw new NotFoundError('worker', [workerId])
}

/**
 * @throws {NotFoundError} for an unknown worker
 * @throws {HomeUnknownError}
 */
export async function assertHomeIsKnown(db: Queryable<Server>, workerId: number): Promise<void> {
  const [found] = await db
    .select({ homeLatitude: worker.homeLatitude })
    .from(worker)
    .where(eq(worker.id, workerId))
  if (!found) throw new NotFoundError('worker', [workerId])
  if (found.homeLatitude === null) throw new HomeUnknownError(workerId)
}

/** @throws {NotFoundError} naming those that do not exist */
export async function assertFacilitiesExist(
  db: Queryable<Server>,
  facilityIds: readonly number[],
): Promise<void> {
  const rows = await db
    .select({ id: facility.id })
    .from(facility)
    .where(inArray(facility.id, [...facilityIds]))
  const found = new Set(rows.map((row) => row.id))
  const missing = facilityIds.filter((id) => !found.has(id))
  if (missing.length > 0) throw new NotFoundError('facility', missing)
}

/** @throws {NotFoundError} naming those that do not exist */
export async function assertDocumentsExist(
  db: Queryable<Server>,
  documentIds: readonly number[],
): Promise<void> {
  const rows = await db
    .select({ id: document.id })
    .from(document)
    .where(inArray(document.id, [...documentIds]))
  const found = new Set(rows.map((row) => row.id))
  const missing = [...new Set(documentIds)].filter((id) => !found.has(id))
  if (missing.length > 0) throw new NotFoundError('document', missing)
}
