import { sql, type Placeholder } from 'drizzle-orm'
import { facility } from '../schema.ts'
import { mayWorkAt } from './rule.ts'

/**
 * The common table expression `eligible_facility`: the facilities at which the worker may work, of `facilityIds` unless they
 * are null. Materialized, so that facilities are decided once a query and not once a shift.
 */
export const eligibleFacility = (
  workerId: number | Placeholder,
  facilityIds: readonly number[] | null | Placeholder,
) => sql`
  eligible_facility as materialized (
    select ${facility.id}, ${facility.name}, ${facility.timeZone}
    from ${facility}
    where ${mayWorkAt(workerId, facility)}
      and (${sql.param(facilityIds)}::int[] is null or ${facility.id} = any(${sql.param(facilityIds)}::int[]))
  )`
