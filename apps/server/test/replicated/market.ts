import type { Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
} from '@shifts/testing'

export interface Market {
  workers: { id: number; shiftIds: number[] }[]
  /** Shifts that nobody gives back. */
  keptIds: ReadonlySet<number>
}

const groups = 10
const workersInGroup = 20
const shiftsInGroup = 20

/**
 * 200 workers. Those of a group may work at one facility, because they alone hold its document, and compete for its shifts, which are
 * on different days.
 */
export async function makeMarket(db: Database<'primary'>): Promise<Market> {
  const workers: Market['workers'] = []
  const keptIds = new Set<number>()
  for (let group = 0; group < groups; group++) {
    const facility = await makeFacility(db)
    const document = await makeDocument(db)
    await requireDocument(db, facility, document)
    const shiftIds: number[] = []
    for (let day = 0; day < shiftsInGroup; day++) {
      const startsAt = new Date(Date.UTC(2100, 0, 1 + day, 14)).toISOString()
      const { id } = await makeShift(db, { facilityId: facility.id, startsAt })
      shiftIds.push(id)
      if (day % 2 === 0) keptIds.add(id)
    }
    for (let n = 0; n < workersInGroup; n++) {
      const worker = await makeWorker(db)
      await giveDocument(db, worker, document)
      workers.push({ id: worker.id, shiftIds })
    }
  }
  return { workers, keptIds }
}
