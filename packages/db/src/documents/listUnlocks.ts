import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { prepare } from '../client/prepare.ts'
import { eligibleFacilityWithMissing } from '../eligibility/eligibleFacility.ts'
import { isEligibleAtJoinedFacility } from '../eligibility/rule.ts'
import { document, facility, shift } from '../schema.ts'
import {
  assertCanSelect,
  assertFilterExists,
  dayWindow,
  facilityMatchesFilter,
  filterPartsOf,
  selectionParams,
  shiftMatchesFilterInZone,
  windowEnd,
  windowStart,
  type SelectionParams,
  type ShiftSelection,
} from '../shifts/filter.ts'
import { documentName, type DocumentName } from './documentName.ts'
import { bestUnlocks, maxDocuments, type DocumentSet, type Gain } from './bestUnlocks.ts'

/** Documents that a worker lacks, of which each adds shifts, given the others, and what all of them add. */
export interface Unlock extends Gain {
  /** By id. */
  documents: DocumentName[]
}

export interface ListUnlocksParams extends ShiftSelection {
  workerId: number
}

type Row = { locked: DocumentSet[]; documents: DocumentName[] }

const query = prepare<'replica', SelectionParams, Row>(
  'list_unlocks',
  (param) => sql`
    with ${eligibleFacilityWithMissing(param('workerId'), maxDocuments, facilityMatchesFilter(param, facility))},
    ${dayWindow(param)},
    -- Each facility by itself, from an index. PostgreSQL cannot estimate the size of a join with the shifts.
    locked as materialized (
      select document_ids, sum(open.shifts)::int as shifts, count(*)::int as facilities
      from eligible_facility cross join lateral (
        select count(*) as shifts from ${shift}
        where ${isEligibleAtJoinedFacility(param('workerId'), shift)}
          and ${shift.startsAt} >= ${windowStart(param)} and ${shift.startsAt} < ${windowEnd(param)}
          and ${shiftMatchesFilterInZone(param, shift, sql`eligible_facility.time_zone`)}
      ) open
      where open.shifts > 0
      group by document_ids
    )
    -- One row, so that the names are those of the same snapshot.
    select
      (
        select coalesce(json_agg(json_build_object(
          'documentIds', document_ids, 'shifts', shifts, 'facilities', facilities
        )), '[]') from locked
      ) as locked,
      (
        select coalesce(json_agg(${documentName}), '[]')
        from ${document} where ${document.id} in (select unnest(document_ids) from locked)
      ) as documents`,
  filterPartsOf,
)

/**
 * The documents that the worker lacks and that would add shifts, alone or together with one or two others, with what they would add.
 * All single documents, and the ten best pairs and the ten best triples in which each document adds shifts; see `bestUnlocks` for the
 * order.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 */
export async function listUnlocks(
  db: Database<'replica'>,
  { workerId, ...selection }: ListUnlocksParams,
): Promise<Unlock[]> {
  await assertFilterExists(db, selection)
  const [row] = await query(db, selectionParams(workerId, selection))
  if (!row || row.locked.length === 0) await assertCanSelect(db, workerId, selection)
  const documents = new Map(row?.documents.map((found) => [found.id, found]))
  return bestUnlocks(row?.locked ?? []).map(({ documentIds, shifts, facilities }) => ({
    documents: documentIds.flatMap((id) => documents.get(id) ?? []),
    facilities,
    shifts,
  }))
}
