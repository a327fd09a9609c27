import { sql, type Placeholder } from 'drizzle-orm'
import { mayWorkAt } from './clauses.ts'
import { facility } from '../schema.ts'

/** The common table expression `eligible_facility`: where the worker may work, of `facilityIds` unless they are null. */
export const eligibleFacility = (
  workerId: number | Placeholder,
  facilityIds: readonly number[] | null | Placeholder,
) => sql`
  eligible_facility as materialized (
    select ${facility.id}, ${facility.name}, ${facility.timeZone}
    from ${facility}
    where ${mayWorkAt(workerId)}
      and (${sql.param(facilityIds)}::int[] is null or ${facility.id} = any(${sql.param(facilityIds)}::int[]))
  )`
