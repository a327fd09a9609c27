import { connect } from '@shifts/db'
import type { Random } from './random.ts'

/** What the administrator changes: rows by their ids. */
export interface Administered {
  workerIds: number[]
  facilityIds: number[]
  documentIds: number[]
  shiftIds: number[]
}

/** Most of the time everything is on, so that most claims may go through. */
const onChance = 0.85

/** The share of the shifts that a transaction holds. */
const heldChance = 0.3

/** A change of each kind that decides over a claim. */
function changes({ random, pick }: Random, { workerIds, facilityIds, documentIds, shiftIds }: Administered) {
  const isOn = () => random() < onChance
  const worker = () => pick(workerIds)
  const facility = () => pick(facilityIds)
  const document = () => pick(documentIds)
  const shift = () => pick(shiftIds)
  return [
    () => `update worker set is_active = ${isOn()} where id = ${worker()}`,
    () => `update worker set profession = '${isOn() ? 'RN' : 'CNA'}' where id = ${worker()}`,
    () => `update facility set is_active = ${isOn()} where id = ${facility()}`,
    () =>
      isOn()
        ? `insert into document_worker select id, ${document()} from worker where id = ${worker()} on conflict do nothing`
        : `delete from document_worker where worker_id = ${worker()} and document_id = ${document()}`,
    () =>
      isOn()
        ? `delete from facility_requirement where facility_id = ${facility()} and document_id = ${document()}`
        : `insert into facility_requirement values (${facility()}, ${document()}) on conflict do nothing`,
    () => `update shift set is_deleted = ${!isOn()} where id = ${shift()}`,
    () => `update shift set profession = '${isOn() ? 'RN' : 'CNA'}' where id = ${shift()}`,
    () => `update shift set facility_id = ${facility()} where id = ${shift()}`,
    () => {
      const hours = Math.floor(random() * 24)
      return `update shift set starts_at = date_trunc('day', starts_at, 'UTC') + interval '${hours} hours',
        ends_at = date_trunc('day', starts_at, 'UTC') + interval '${hours + 8} hours' where id = ${shift()}`
    },
    () => {
      const year = isOn() ? 2100 : 2001
      return `update shift set starts_at = starts_at + (interval '1 year' * (${year} - extract(year from starts_at))),
        ends_at = ends_at + (interval '1 year' * (${year} - extract(year from starts_at))) where id = ${shift()}`
    },
  ]
}

/**
 * Switches things off and on all the while, over a connection of its own to the PostgreSQL at `url`, and goes on when that
 * has been away. What the database refuses (a shift moved onto another one that its worker claimed) is not done.
 * @returns what stops it, and tells how many changes were committed
 */
export function startAdministrator(url: string, random: Random, administered: Administered) {
  const { db, close } = connect(url, { connections: 1 })
  const kinds = changes(random, administered)
  let isStopped = false
  let committed = 0

  async function run(): Promise<void> {
    while (!isStopped) {
      const statements = Array.from({ length: random.random() < 0.3 ? 2 : 1 }, () => random.pick(kinds)())
      // Holds shifts for a moment before it commits, so that claims of them wait, and decide by what it changed or by what was before.
      const held = administered.shiftIds.filter(() => random.random() < heldChance)
      if (held.length > 0)
        statements.push(
          `update shift set profession = profession where id in (${held.join()})`,
          `select pg_sleep(${random.random() * 0.03})`,
        )
      const transaction = ['begin', ...statements, 'commit'].join('; ')
      await db.$client.query(transaction).then(
        () => (committed += 1),
        () => {},
      )
      await new Promise((resolve) => setTimeout(resolve, random.random() * 20))
    }
  }
  const running = run()
  return {
    async stop(): Promise<number> {
      isStopped = true
      await running
      await close()
      return committed
    },
  }
}
