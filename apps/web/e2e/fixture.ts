import { claimShift, releaseShift, type Database } from '@shifts/db'
import {
  giveDocument,
  makeDocument,
  makeFacility,
  makeShift,
  makeWorker,
  requireDocument,
} from '@shifts/testing/factories'

/** The shifts of a facility: `count` shifts, the first at `startsAt`, and each 15 minutes after the one before. */
interface Roster {
  name: string
  timeZone?: string
  startsAt: string
  count?: number
}

/** The date of a day such as 06-08 in the next year, so that its shifts have not started and can be claimed. */
export const nextYear = (monthAndDay: string) => `${new Date().getUTCFullYear() + 1}-${monthAndDay}`

/** The name of the button that shows a shift at the facility, and not of the one that claims it. */
export const shiftAt = (facility: string) => ({ name: new RegExp(`^\\d.*${facility}`) })

let fixtureCount = 0

/**
 * Creates a worker and facilities with shifts for it. The facilities require a document that only this worker holds, so
 * that the tests of a database do not see each other's shifts.
 */
export async function makeFixture(db: Database<'primary'>, rosters: Roster[]) {
  const worker = await makeWorker(db, { name: `Robin Vale ${(fixtureCount += 1)}` })
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
  /** Creates another worker who is eligible at the same facilities. */
  const makeColleague = async () => {
    const colleague = await makeWorker(db, { name: `Kim Stone ${worker.id}` })
    await giveDocument(db, colleague, badge)
    return colleague
  }
  return { worker, facilities, shifts, makeColleague }
}

/** The id of the worker who has the shift; null while it is open. */
export async function claimedBy(db: Database<'primary'>, { id }: { id: number }): Promise<unknown> {
  const { rows } = await db.execute(`select worker_id from shift where id = ${id}`)
  return rows[0]?.worker_id
}

/** The claims and releases of the shift, in their order. */
export async function claimActions(db: Database<'primary'>, { id }: { id: number }): Promise<unknown[]> {
  const { rows } = await db.execute(`select action from claim_event where shift_id = ${id} order by id`)
  return rows.map(({ action }) => action)
}

const audit = { principal: 'test', requestId: 'test' }

/** Claims the shift for the worker in the database, not on the page. */
export const claimFor = (db: Database<'primary'>, worker: { id: number }, shift: { id: number }) =>
  claimShift(db, { workerId: worker.id, shiftId: shift.id, ...audit })

export const releaseFor = (db: Database<'primary'>, worker: { id: number }, shift: { id: number }) =>
  releaseShift(db, { workerId: worker.id, shiftId: shift.id, ...audit })
