import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { prepare } from '../client/prepare.ts'
import { documentName, type DocumentName } from '../documents/documentName.ts'
import { eligibleFacilityWithMissing } from '../eligibility/eligibleFacility.ts'
import { document, facility } from '../schema.ts'
import { toEligibleShift, type EligibleShift, type EligibleShiftRow } from './eligibleShift.ts'
import { assertCanSelect, assertFilterExists, facilityMatchesFilter, filterPartsOf } from './filter.ts'
import {
  pageQuery,
  pageQueryParams,
  type ListEligibleShiftsParams,
  type PageQueryParams,
} from './listEligibleShifts.ts'

export interface ShiftOneDocumentAway extends EligibleShift {
  /** The only document that the facility requires and the worker lacks. */
  missingDocument: DocumentName
}

type Row = EligibleShiftRow & { missing_document: DocumentName }

const missingDocument = sql`(
  select ${documentName}
  from ${document}
  where ${document.id} = (select document_ids[1] from eligible_facility where eligible_facility.id = page.facility_id)
) as missing_document`

const query = prepare<'replica', PageQueryParams, Row>(
  'list_shifts_one_document_away',
  (param) =>
    pageQuery(
      param,
      eligibleFacilityWithMissing(param('workerId'), 1, facilityMatchesFilter(param, facility)),
      missingDocument,
    ),
  filterPartsOf,
)

/**
 * The shifts that the worker could take if it held one document more, each with that document, by start, then id: at most `limit`
 * of them after the position `after`.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function listShiftsOneDocumentAway(
  db: Database<'replica'>,
  { workerId, ...selection }: ListEligibleShiftsParams,
): Promise<ShiftOneDocumentAway[]> {
  await assertFilterExists(db, selection)
  const rows = await query(db, pageQueryParams(workerId, selection))
  if (rows.length === 0) await assertCanSelect(db, workerId, selection)
  return rows.map((row) => ({ ...toEligibleShift(row), missingDocument: row.missing_document }))
}
