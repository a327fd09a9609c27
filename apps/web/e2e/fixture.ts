import { claimShift, releaseShift, type Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
} from '@shifts/testing/factories'

/** Which shifts a facility has: `count` of them, the first at `startsAt`, each a quarter of an hour after the other. */
interface Roster {
  name: string
  timeZone?: string
  startsAt: string
  count?: number
}

/** A day such as 06-08 that has not come yet, whenever that is read: only such shifts can be claimed. */
export const ahead = (monthAndDay: string) => `${new Date().getUTCFullYear() + 1}-${monthAndDay}`

let fixtures = 0

/**
 * A worker and the facilities where it may work. The facilities ask for a document that only this worker holds, so that
 * tests which share a database do not see each other's shifts.
 */
export async function makeFixture(db: Database, rosters: Roster[]) {
  const worker = await makeWorker(db, { name: `Robin Vale ${(fixtures += 1)}` })
  const badge = await makeDocument(db, { name: `Badge ${worker.id}` })
  await giveDocument(db, worker, badge)
  const facilities = []
  const shifts = []
  for (const { name, timeZone = 'America/Chicago', startsAt, count = 1 } of rosters) {
    const facility = await makeFacility(db, { name, timeZone })
    await requireDocument(db, facility, badge)
    for (let n = 0; n < count; n++) {
      const start = new Date(Date.parse(startsAt) + n * 15 * 60_000).toISOString()
      shifts.push(await makeShift(db, { facilityId: facility.id, startsAt: start }))
    }
    facilities.push(facility)
  }
  /** Somebody else who may work there too. */
  const makeColleague = async () => {
    const colleague = await makeWorker(db, { name: `Kim Stone ${worker.id}` })
    await giveDocument(db, colleague, badge)
    return colleague
  }
  return { worker, facilities, shifts, makeColleague }
}

const asWhom = { principal: 'test', requestId: 'test' }

/** The worker takes the shift, somewhere else than on the page. */
export const claimFor = (db: Database, worker: { id: number }, shift: { id: number }) =>
  claimShift(db, { workerId: worker.id, shiftId: shift.id, ...asWhom })

export const releaseFor = (db: Database, worker: { id: number }, shift: { id: number }) =>
  releaseShift(db, { workerId: worker.id, shiftId: shift.id, ...asWhom })
