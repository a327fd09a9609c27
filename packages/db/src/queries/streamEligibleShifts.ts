import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import type { Database } from '../database.ts'
import { mayTake } from '../eligibility.ts'
import * as schema from '../schema.ts'
import {
  overlapsClaimed,
  shiftColumns,
  toEligibleShift,
  type EligibleShift,
  type EligibleShiftRow,
} from './eligibleShift.ts'
import { listEligibleFacilities } from './listEligibleFacilities.ts'
import type { ListEligibleShiftsParams } from './listEligibleShifts.ts'

const { shift } = schema

/** The first ones are there soon, and the others cost few round trips. */
const firstRows = 100
const rowsAtATime = 1_000

/** A reader who takes longer than this for one batch loses the connection, and so the stream. */
const stallSeconds = 30

/**
 * Every shift that the worker may take, by start, then id, in batches from a cursor: one snapshot, and no more than a
 * batch in memory. Holds a connection of its own until it is read to the end or returned.
 * @throws {NotFoundError} for an unknown worker, with the first batch
 */
export async function* streamEligibleShifts(
  db: Database,
  params: Pick<ListEligibleShiftsParams, 'workerId' | 'from' | 'to'>,
): AsyncGenerator<EligibleShift[]> {
  const client = await db.$client.connect()
  // One that breaks fails the next query; without a listener it would end the process.
  client.on('error', ignore)
  let isDone = false
  try {
    yield* readAll(client, params)
    isDone = true
  } finally {
    client.off('error', ignore)
    // With the connection goes a transaction that was not read to its end.
    client.release(!isDone)
  }
}

const ignore = () => {}

async function* readAll(
  client: PoolClient,
  {
    workerId,
    from = '-infinity',
    to = 'infinity',
  }: Pick<ListEligibleShiftsParams, 'workerId' | 'from' | 'to'>,
): AsyncGenerator<EligibleShift[]> {
  const transaction = drizzle(client, { schema })
  await client.query(`
    begin transaction isolation level repeatable read, read only;
    set local idle_in_transaction_session_timeout = '${stallSeconds}s';
    -- the first rows are wanted soon, so compiling and sorting everything before them does not pay
    set local jit = off;
    set local cursor_tuple_fraction = 0.0001`)
  const facilities = await listEligibleFacilities(transaction, workerId)
  const facilityById = new Map(facilities.map((facility) => [facility.id, facility]))
  await transaction.execute(sql`
    declare eligible_shift no scroll cursor for
    select page.*, ${overlapsClaimed(workerId)} as overlaps_claimed
    from (
      select ${shiftColumns} from ${shift}
      where ${mayTake(workerId)} and ${shift.facilityId} = any(${sql.param([...facilityById.keys()])}::int[])
        and ${shift.startsAt} >= ${from}::timestamptz and ${shift.startsAt} < ${to}::timestamptz
    ) page
    order by page.starts_at, page.id`)
  for (let size = firstRows; ; size = rowsAtATime) {
    const { rows } = await client.query<EligibleShiftRow>(`fetch ${size} from eligible_shift`)
    yield rows.flatMap((row) => {
      const facility = facilityById.get(row.facility_id)
      return facility ? [toEligibleShift(row, facility)] : []
    })
    if (rows.length < size) break
  }
  await client.query('commit')
}
