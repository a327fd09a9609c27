import { sql, type SQL } from 'drizzle-orm'
import { clockZone } from '../facilities/clockZone.ts'
import { facility } from '../schema.ts'
import type { WorkerId } from './clauses.ts'
import { mayWorkAt } from './rule.ts'

/**
 * The common table expression `eligible_facility`: the facilities at which the worker may work and for which `condition`, the
 * facility's part of a filter, holds. Materialized, so that each facility is checked once per query and not once per shift.
 */
export const eligibleFacility = (workerId: WorkerId, condition: SQL): SQL => sql`
  eligible_facility as materialized (
    select ${facility.id}, ${clockZone(facility.timeZone)} as time_zone
    from ${facility}
    where ${mayWorkAt(workerId, facility)} and ${condition}
  )`
