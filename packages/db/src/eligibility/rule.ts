import { sql, type SQL } from 'drizzle-orm'
import { clause, type FacilityColumns, type ShiftColumns, type WorkerId } from './clauses.ts'

/** The clauses that do not depend on a shift: the worker may work at the facility. */
export const mayWorkAt = (workerId: WorkerId, facility: FacilityColumns): SQL =>
  all(
    clause.workerIsActive(workerId),
    clause.facilityIsActive(facility),
    clause.workerHoldsEveryDocument(workerId, facility),
  )

/**
 * The clauses that do not depend on a shift, for the documents of an array besides those that the worker holds: the worker may
 * work at the facility with them, and may not without them.
 */
export const mayWorkAtOnlyWith = (workerId: WorkerId, documentIds: SQL, facility: FacilityColumns): SQL =>
  all(
    clause.workerIsActive(workerId),
    clause.facilityIsActive(facility),
    clause.workerWouldHoldEveryDocument(workerId, documentIds, facility),
    sql`not (${clause.workerHoldsEveryDocument(workerId, facility)})`,
  )

/** The shift is open: neither deleted nor claimed. */
export const isOpen = (shift: ShiftColumns): SQL =>
  all(clause.shiftIsActive(shift), clause.shiftIsUnclaimed(shift))

/** The complete rule, for a query that joins a shift with its facility. */
export const isEligible = (workerId: WorkerId, facility: FacilityColumns, shift: ShiftColumns): SQL =>
  all(mayWorkAt(workerId, facility), shiftIsEligible(workerId, shift))

/** The rule without the clause about claims, to find out why a claim was refused. */
export const isEligibleUnlessClaimed = (
  workerId: WorkerId,
  facility: FacilityColumns,
  shift: ShiftColumns,
): SQL =>
  all(mayWorkAt(workerId, facility), clause.shiftIsActive(shift), clause.professionsMatch(workerId, shift))

/**
 * The complete rule, for a query that joins the shift with the table expression `eligible_facility`, which holds the clauses about
 * worker and facility: the rule's, or those with additional documents.
 */
export const isEligibleAtJoinedFacility = (workerId: WorkerId, shift: ShiftColumns): SQL =>
  all(sql`${shift.facilityId} = eligible_facility.id`, shiftIsEligible(workerId, shift))

/**
 * The complete rule, for a query that reads shifts in the order of an index and looks each one's facility up in the table
 * expression `eligible_facility`. Without "is true", PostgreSQL would turn the hashed look-up into a join, which loses the order.
 */
export const isEligibleAtAnyFacility = (workerId: WorkerId, shift: ShiftColumns): SQL =>
  all(
    sql`(${shift.facilityId} in (select id from eligible_facility)) is true`,
    shiftIsEligible(workerId, shift),
  )

/**
 * The complete rule, for a query that gets the ids in `eligible_facility` from an earlier query on the same snapshot. For a query
 * with many rows, PostgreSQL chooses a better plan with a list of ids than with a table expression.
 */
export const isEligibleAtFacilities = (
  workerId: WorkerId,
  facilityIds: readonly number[],
  shift: ShiftColumns,
): SQL =>
  all(sql`${shift.facilityId} = any(${`{${facilityIds.join()}}`}::int[])`, shiftIsEligible(workerId, shift))

/** The clauses that depend on the shift. Only a part of the rule, so it is not exported. */
const shiftIsEligible = (workerId: WorkerId, shift: ShiftColumns): SQL =>
  all(isOpen(shift), clause.professionsMatch(workerId, shift))

const all = (...clauses: SQL[]): SQL => sql.join(clauses, sql` and `)
