import type { Queryable, Server } from '../client/connect.ts'
import { findDeterministicWorkers, type DeterministicWorker } from './deterministicWorkers.ts'
import { listWorkersWithEveryDocument } from './listWorkersWithEveryDocument.ts'

/** The workers to show a demonstration with: the deterministic ones of a seeded database, else the first three who hold every document. */
export async function findDemoWorkers(
  db: Pick<Queryable<Server>, 'execute'>,
): Promise<DeterministicWorker[]> {
  const seeded = await findDeterministicWorkers(db)
  return seeded.length > 0 ? seeded : listWorkersWithEveryDocument(db, 3)
}
