import { listEligibleFacilities, listEligibleShifts, type Database } from '@shifts/db'
import { findDeterministicWorkers } from '@shifts/db/seed'

/** A worker of a seeded database who may work at every active facility. */
export async function workerEverywhere(db: Database): Promise<number> {
  const [worker] = await findDeterministicWorkers(db)
  if (!worker) throw new Error('The database has no deterministic worker: fill it with pnpm seed.')
  return worker.id
}

/** The last worker who may work at two to six per cent of the facilities, and has so many shifts there. */
export async function workerAtFew(
  db: Database,
  { from, shifts }: { from: string; shifts: number },
): Promise<number> {
  const everywhere = await workerEverywhere(db)
  const all = (await listEligibleFacilities(db, everywhere)).length
  for (let workerId = everywhere - 1; workerId > 0; workerId--) {
    const share = (await listEligibleFacilities(db, workerId)).length / all
    if (share < 0.02 || share > 0.06) continue
    const found = await listEligibleShifts(db, { workerId, from, limit: shifts })
    if (found.length === shifts) return workerId
  }
  throw new Error('No worker may take so few shifts and yet enough for a page.')
}
