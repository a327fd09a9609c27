import { sql } from 'drizzle-orm'
import { assertDocumentsExist } from '../client/assertExists.ts'
import type { Database } from '../client/connect.ts'
import { prepare } from '../client/prepare.ts'
import { eligibleFacilityOnlyWith } from '../eligibility/eligibleFacility.ts'
import { facility } from '../schema.ts'
import { toEligibleShift, type EligibleShift, type EligibleShiftRow } from './eligibleShift.ts'
import { assertCanSelect, assertFilterExists, facilityMatchesFilter, filterPartsOf } from './filter.ts'
import {
  pageQuery,
  pageQueryParams,
  type ListEligibleShiftsParams,
  type PageQueryParams,
} from './listEligibleShifts.ts'

export interface ListUnlockedShiftsParams extends ListEligibleShiftsParams {
  documentIds: readonly number[]
}

interface QueryParams extends PageQueryParams {
  documentIds: string
}

const query = prepare<'replica', QueryParams, EligibleShiftRow>(
  'list_unlocked_shifts',
  (param) =>
    pageQuery(
      param,
      eligibleFacilityOnlyWith(
        param('workerId'),
        sql`${param('documentIds')}::int[]`,
        facilityMatchesFilter(param, facility),
      ),
    ),
  filterPartsOf,
)

/**
 * The shifts that the worker could take only if it held these documents too, by start, then id: at most `limit` of them after the
 * position `after`. A document that it holds already adds none.
 * @throws {NotFoundError} for an unknown worker or document, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function listUnlockedShifts(
  db: Database<'replica'>,
  { workerId, documentIds, ...selection }: ListUnlockedShiftsParams,
): Promise<EligibleShift[]> {
  await assertFilterExists(db, selection)
  const params = { ...pageQueryParams(workerId, selection), documentIds: `{${documentIds.join()}}` }
  const rows = await query(db, params)
  if (rows.length === 0) await assertCanSelect(db, workerId, selection)
  await assertDocumentsExist(db, documentIds)
  return rows.map(toEligibleShift)
}
