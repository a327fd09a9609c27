import { sql } from 'drizzle-orm'
import { mayWorkAt } from '../eligibility.ts'
import { facility } from '../schema.ts'

/** The common table expression `eligible_facility`: where the worker may work, of `facilityIds` if they are given. */
export const eligibleFacility = (workerId: number, facilityIds?: readonly number[]) => sql`
  eligible_facility as materialized (
    select ${facility.id}, ${facility.name}, ${facility.timeZone}
    from ${facility}
    where ${mayWorkAt(workerId)} ${facilityIds ? sql`and ${facility.id} = any(${sql.param(facilityIds)}::int[])` : sql``}
  )`
