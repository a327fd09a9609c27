import { eq } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { NotFoundError } from '../errors.ts'
import { worker } from '../schema.ts'
import type { Coordinates } from '../shifts/filter.ts'

/**
 * Sets where the worker is at home. Null: unknown.
 * @throws {NotFoundError} for an unknown worker
 */
export async function setWorkerHome(
  db: Queryable,
  { workerId, home }: { workerId: number; home: Coordinates | null },
): Promise<void> {
  const { rowCount } = await db
    .update(worker)
    .set({ homeLatitude: home?.latitude ?? null, homeLongitude: home?.longitude ?? null })
    .where(eq(worker.id, workerId))
  if (rowCount === 0) throw new NotFoundError('worker', [workerId])
}
