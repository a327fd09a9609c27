import { eq } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { withLockTimeout } from '../client/lockTimeout.ts'
import { NotFoundError } from '../errors.ts'
import { worker } from '../schema.ts'
import type { Coordinates } from '../shifts/filter.ts'

/**
 * Sets the coordinates of the worker's home, or null if they are unknown.
 * @throws {NotFoundError} for an unknown worker
 */
export async function setWorkerHome(
  db: Database<'primary'>,
  { workerId, home }: { workerId: number; home: Coordinates | null },
): Promise<void> {
  const { rowCount } = await withLockTimeout(db, (transaction) =>
    transaction
      .update(worker)
      .set({ homeLatitude: home?.latitude ?? null, homeLongitude: home?.longitude ?? null })
      .where(eq(worker.id, workerId)),
  )
  if (rowCount === 0) throw new NotFoundError('worker', [workerId])
}
