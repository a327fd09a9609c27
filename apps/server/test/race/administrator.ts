import { connect } from '@shifts/db'
import type { Random } from './random.ts'

/** The ids of the rows that the administrator changes. */
export interface Administered {
  workerIds: number[]
  facilityIds: number[]
  documentIds: number[]
  shiftIds: number[]
}

/** The chance that a change makes a row valid for claims, so that most claims succeed. */
const validChance = 0.85

/** The share of the shifts that a transaction locks. */
const lockChance = 0.3

/** A change of each kind that affects whether a claim is allowed. */
function changes({ random, pick }: Random, { workerIds, facilityIds, documentIds, shiftIds }: Administered) {
  const isValid = () => random() < validChance
  const worker = () => pick(workerIds)
  const facility = () => pick(facilityIds)
  const document = () => pick(documentIds)
  const shift = () => pick(shiftIds)
  return [
    () => `update worker set is_active = ${isValid()} where id = ${worker()}`,
    () => `update worker set profession = '${isValid() ? 'RN' : 'CNA'}' where id = ${worker()}`,
    () => `update facility set is_active = ${isValid()} where id = ${facility()}`,
    () =>
      isValid()
        ? `insert into document_worker select id, ${document()} from worker where id = ${worker()} on conflict do nothing`
        : `delete from document_worker where worker_id = ${worker()} and document_id = ${document()}`,
    () =>
      isValid()
        ? `delete from facility_requirement where facility_id = ${facility()} and document_id = ${document()}`
        : `insert into facility_requirement values (${facility()}, ${document()}) on conflict do nothing`,
    () => `update shift set is_deleted = ${!isValid()} where id = ${shift()}`,
    () => `update shift set profession = '${isValid() ? 'RN' : 'CNA'}' where id = ${shift()}`,
    () => `update shift set facility_id = ${facility()} where id = ${shift()}`,
    () => {
      const hours = Math.floor(random() * 24)
      return `update shift set starts_at = date_trunc('day', starts_at, 'UTC') + interval '${hours} hours',
        ends_at = date_trunc('day', starts_at, 'UTC') + interval '${hours + 8} hours' where id = ${shift()}`
    },
    () => {
      const year = isValid() ? 2100 : 2001
      return `update shift set starts_at = starts_at + (interval '1 year' * (${year} - extract(year from starts_at))),
        ends_at = ends_at + (interval '1 year' * (${year} - extract(year from starts_at))) where id = ${shift()}`
    },
  ]
}

/**
 * Changes random rows continuously, over its own connection to the PostgreSQL at `url`, and continues after an outage.
 * Changes that the database refuses (a shift that would overlap another one of its worker) are skipped.
 * @returns a function that stops it and returns how many changes were committed
 */
export function startAdministrator(url: string, random: Random, administered: Administered) {
  const { db, close } = connect(url, { connections: 1 })
  const kinds = changes(random, administered)
  let isStopped = false
  let committed = 0

  async function run(): Promise<void> {
    while (!isStopped) {
      const statements = Array.from({ length: random.random() < 0.3 ? 2 : 1 }, () => random.pick(kinds)())
      // Locks shifts for a moment before the commit, so that claims of them wait for it.
      const locked = administered.shiftIds.filter(() => random.random() < lockChance)
      if (locked.length > 0)
        statements.push(
          `update shift set profession = profession where id in (${locked.join()})`,
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
