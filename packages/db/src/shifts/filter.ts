import { sql, type AnyColumn, type SQL, type SQLWrapper } from 'drizzle-orm'
import { assertFacilitiesExist } from '../client/assertExists.ts'
import type { Queryable } from '../client/connect.ts'

/** A window on the start of shifts, [from, to): ISO 8601 instants. Unbounded where left out. */
export interface ShiftWindow {
  from?: string | undefined
  to?: string | undefined
}

/** What narrows a listing, besides its window. Several fields at once mean all of them. */
export interface ShiftFilter {
  /** Only shifts at these facilities. */
  facilityIds?: readonly number[] | undefined
}

/** Which of the eligible shifts a listing is about. */
export interface ShiftSelection extends ShiftWindow, ShiftFilter {}

/** The query parameters of a filter: null for a field that is left out. */
export interface FilterParams {
  /** As PostgreSQL writes arrays, such as {1,2}: drizzle cannot inline an array into the text of a COPY. */
  facilityIds: string | null
}

export const filterParams = ({ facilityIds }: ShiftFilter): FilterParams => ({
  facilityIds: facilityIds ? `{${facilityIds.join()}}` : null,
})

type FilterParam = (name: keyof FilterParams) => SQLWrapper

/** The part of the filter's predicate that is about the facility, decided once a query for each facility. */
export const facilityMatchesFilter = (param: FilterParam, facility: Record<'id', AnyColumn>): SQL =>
  sql`(${param('facilityIds')}::int[] is null or ${facility.id} = any(${param('facilityIds')}::int[]))`

/** The part that is about the shift itself. No field needs it so far, and PostgreSQL leaves "and true" out of a plan. */
export const shiftMatchesFilter = (
  _param: FilterParam,
  _shift: Record<'startsAt' | 'endsAt', AnyColumn>,
): SQL => sql`true`

/** @throws {NotFoundError} if the filter names a facility that does not exist */
export async function assertFilterExists(db: Queryable, { facilityIds }: ShiftFilter): Promise<void> {
  if (facilityIds) await assertFacilitiesExist(db, facilityIds)
}
