import { claimShift, releaseShift, type Database } from '@shifts/db'
import { makeFacility, makeShift, makeWorker } from './factories.ts'

/** A worker and a shift that it may claim. The worker has claimed and released it once, so that both calls succeed at any time. */
export async function makeWorkerWithShift(db: Database<'primary'>) {
  const worker = await makeWorker(db)
  const { id: facilityId } = await makeFacility(db)
  const ahead = { startsAt: '2100-12-01T14:00:00Z', endsAt: '2100-12-01T22:00:00Z' }
  const { id: shiftId } = await makeShift(db, { facilityId, profession: worker.profession, ...ahead })
  const params = { workerId: worker.id, shiftId, principal: 'test', requestId: 'test' }
  await claimShift(db, params)
  await releaseShift(db, params)
  return { ...worker, shiftId }
}
