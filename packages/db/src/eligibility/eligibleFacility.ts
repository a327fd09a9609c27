import { sql, type SQL } from 'drizzle-orm'
import { clockZone } from '../facilities/clockZone.ts'
import { facility } from '../schema.ts'
import { missingDocumentIds, type WorkerId } from './clauses.ts'
import { mayWorkAt, mayWorkAtOnlyWith } from './rule.ts'

const facilityColumns = sql`${facility.id}, ${clockZone(facility.timeZone)} as time_zone`

/**
 * The common table expression `eligible_facility`: the facilities at which the worker may work and for which `condition`, the
 * facility's part of a filter, holds. Materialized, so that each facility is checked once per query and not once per shift.
 */
export const eligibleFacility = (workerId: WorkerId, condition: SQL): SQL => sql`
  eligible_facility as materialized (
    select ${facilityColumns}
    from ${facility}
    where ${mayWorkAt(workerId, facility)} and ${condition}
  )`

/**
 * The same table expression for what documents would add: the facilities at which the worker may work only with the documents of
 * an array besides its own.
 */
export const eligibleFacilityOnlyWith = (workerId: WorkerId, documentIds: SQL, condition: SQL): SQL => sql`
  eligible_facility as materialized (
    select ${facilityColumns}
    from ${facility}
    where ${mayWorkAtOnlyWith(workerId, documentIds, facility)} and ${condition}
  )`

/**
 * The same table expression for what any documents would add: the facilities that lack up to `maxMissing` documents of the worker,
 * with those documents.
 */
export const eligibleFacilityWithMissing = (
  workerId: WorkerId,
  maxMissing: number,
  condition: SQL,
): SQL => sql`
  eligible_facility as materialized (
    select ${facilityColumns}, missing.document_ids
    from ${facility} cross join lateral (
      select ${missingDocumentIds(workerId, facility)} as document_ids offset 0
    ) missing
    where ${mayWorkAtOnlyWith(workerId, sql`missing.document_ids`, facility)}
      and cardinality(missing.document_ids) <= ${maxMissing}::int and ${condition}
  )`
