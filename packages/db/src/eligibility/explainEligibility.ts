import { eq, sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { clause, missingDocumentIds } from './clauses.ts'
import { documentName, type DocumentName } from '../documents/documentName.ts'
import { NotFoundError } from '../errors.ts'
import { document, facility, shift } from '../schema.ts'
import { assertWorkerExists } from '../client/assertExists.ts'
import type { IneligibilityReason } from './ineligibilityReason.ts'

/**
 * Every reason why the worker may not take the shift: the clauses of the rule, evaluated one by one. Empty if it may.
 * @throws {NotFoundError} for an unknown worker or shift
 */
export async function explainEligibility(
  db: Queryable<Server>,
  { workerId, shiftId }: { workerId: number; shiftId: number },
): Promise<IneligibilityReason[]> {
  await assertWorkerExists(db, workerId)
  const [row] = await db
    .select({
      facilityIsActive: sql<boolean>`${clause.facilityIsActive(facility)}`,
      shiftIsActive: sql<boolean>`${clause.shiftIsActive(shift)}`,
      workerIsActive: sql<boolean>`${clause.workerIsActive(workerId)}`,
      shiftIsUnclaimed: sql<boolean>`${clause.shiftIsUnclaimed(shift)}`,
      workerHoldsEveryDocument: sql<boolean>`${clause.workerHoldsEveryDocument(workerId, facility)}`,
      professionsMatch: sql<boolean>`${clause.professionsMatch(workerId, shift)}`,
      missingDocuments: sql<DocumentName[]>`(
        select coalesce(json_agg(${documentName} order by ${document.name}, ${document.id}), '[]')
        from ${document}
        where ${document.id} = any(${missingDocumentIds(workerId, facility)})
      )`,
    })
    .from(shift)
    .innerJoin(facility, eq(facility.id, shift.facilityId))
    .where(eq(shift.id, shiftId))
  if (!row) throw new NotFoundError('shift', [shiftId])

  const clauses: [holds: boolean, reasonIfNot: IneligibilityReason][] = [
    [row.facilityIsActive, { code: 'FACILITY_INACTIVE' }],
    [row.shiftIsActive, { code: 'SHIFT_DELETED' }],
    [row.workerIsActive, { code: 'WORKER_INACTIVE' }],
    [row.shiftIsUnclaimed, { code: 'SHIFT_CLAIMED' }],
    [row.workerHoldsEveryDocument, { code: 'DOCUMENTS_MISSING', documents: row.missingDocuments }],
    [row.professionsMatch, { code: 'PROFESSION_MISMATCH' }],
  ]
  return clauses.flatMap(([holds, reasonIfNot]) => (holds ? [] : [reasonIfNot]))
}
