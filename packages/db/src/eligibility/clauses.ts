import { sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm'
import { documentWorker, worker } from '../schema.ts'

/** A worker's id: a number, the placeholder of a prepared query, or a column. */
export type WorkerId = number | Placeholder | SQL

/** The columns of a facility that the rule reads, from the table or an alias of it. */
export type FacilityColumns = Record<'isActive' | 'requiredDocumentIds', AnyColumn>

/** The columns of a shift that the rule reads, from the table or an alias of it. */
export type ShiftColumns = Record<'facilityId' | 'profession' | 'isDeleted' | 'workerId', AnyColumn>

/**
 * The six clauses of the eligibility rule, each as a predicate. A clause reads the worker in a scalar subquery, which PostgreSQL
 * evaluates once per query and treats as a constant.
 */
export const clause = {
  facilityIsActive: (facility: FacilityColumns): SQL => sql`${facility.isActive}`,

  shiftIsActive: (shift: ShiftColumns): SQL => sql`not ${shift.isDeleted}`,

  /** Null for an unknown worker, which a `where` treats as false. */
  workerIsActive: (workerId: WorkerId): SQL =>
    sql`(select ${worker.isActive} from ${worker} where ${worker.id} = ${workerId}::int)`,

  /** A shift that the worker itself has claimed is not available to it either. */
  shiftIsUnclaimed: (shift: ShiftColumns): SQL => sql`${shift.workerId} is null`,

  /** Inactive documents are required too. A facility that requires nothing admits every worker. */
  workerHoldsEveryDocument: (workerId: WorkerId, facility: FacilityColumns): SQL =>
    sql`${facility.requiredDocumentIds} <@ ${heldDocumentIds(workerId)}`,

  /** The same for a worker who would hold the documents of an array besides its own. */
  workerWouldHoldEveryDocument: (workerId: WorkerId, documentIds: SQL, facility: FacilityColumns): SQL =>
    sql`${facility.requiredDocumentIds} <@ (${heldDocumentIds(workerId)} || ${documentIds})`,

  professionsMatch: (workerId: WorkerId, shift: ShiftColumns): SQL =>
    sql`${shift.profession} = (select ${worker.profession} from ${worker} where ${worker.id} = ${workerId}::int)`,
}

/** The ids of the documents that the worker holds, as an array. */
export const heldDocumentIds = (workerId: WorkerId): SQL => sql`array(
  select ${documentWorker.documentId} from ${documentWorker} where ${documentWorker.workerId} = ${workerId}::int
)`

/**
 * The ids of the documents that the facility requires and the worker does not hold, as an array in ascending order, as the trigger
 * that maintains `required_document_ids` writes it.
 */
export const missingDocumentIds = (workerId: WorkerId, facility: FacilityColumns): SQL => sql`array(
  select required.id from unnest(${facility.requiredDocumentIds}) required (id)
  where required.id <> all(${heldDocumentIds(workerId)})
)`
