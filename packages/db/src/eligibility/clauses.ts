import { sql, type Placeholder, type SQL } from 'drizzle-orm'
import { documentWorker, facility, shift, worker } from '../schema.ts'

/** Which worker is asked about: an id, the name under which a prepared query is told it, or a column. */
type WorkerId = number | Placeholder | SQL

/**
 * The rule: a shift is available to a worker when all six clauses hold. Each is a predicate over the tables that it
 * names among `facility` and `shift`; what it asks of the worker PostgreSQL looks up once a query, by id.
 */
export const clause = {
  facilityIsActive: () => sql`${facility.isActive}`,

  shiftIsActive: () => sql`not ${shift.isDeleted}`,

  /** Never so for an unknown worker. */
  workerIsActive: (workerId: WorkerId) =>
    sql`(select ${worker.isActive} from ${worker} where ${worker.id} = ${workerId}::int)`,

  /** What the worker itself has claimed is not available to it any more either. */
  shiftIsUnclaimed: () => sql`${shift.workerId} is null`,

  /** All means all, so inactive documents count; and a facility that requires nothing is open. */
  workerHoldsEveryDocument: (workerId: WorkerId) =>
    sql`${facility.requiredDocumentIds} <@ ${heldDocumentIds(workerId)}`,

  professionsMatch: (workerId: WorkerId) =>
    sql`${shift.profession} = (select ${worker.profession} from ${worker} where ${worker.id} = ${workerId}::int)`,
}

/** What the worker holds, as an array. */
export const heldDocumentIds = (workerId: WorkerId): SQL => sql`array(
  select ${documentWorker.documentId} from ${documentWorker} where ${documentWorker.workerId} = ${workerId}::int
)`

/** The three clauses that do not look at a shift: the worker may work at the facility. */
export const mayWorkAt = (workerId: WorkerId): SQL =>
  all(clause.workerIsActive(workerId), clause.facilityIsActive(), clause.workerHoldsEveryDocument(workerId))

/** The three that do. With `mayWorkAt` for the shift's facility they are the whole rule. */
export const mayTake = (workerId: WorkerId): SQL => all(suits(workerId), clause.shiftIsUnclaimed())

/** The two that hold whoever has the shift. */
export const suits = (workerId: WorkerId): SQL =>
  all(clause.shiftIsActive(), clause.professionsMatch(workerId))

const all = (...clauses: SQL[]): SQL => sql.join(clauses, sql` and `)
