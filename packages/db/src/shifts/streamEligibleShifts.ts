import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { copyLines } from '../client/copyLines.ts'
import type { Database, Queryable } from '../client/connect.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import { isEligibleAtFacilities } from '../eligibility/rule.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import * as schema from '../schema.ts'
import { claimedTime, type EligibleShift } from './eligibleShift.ts'
import { getWorker } from '../workers/getWorker.ts'
import { listEligibleFacilities, type ShiftFacility } from '../facilities/listEligibleFacilities.ts'
import {
  assertCanSelect,
  assertFilterExists,
  dayWindow,
  facilityMatchesFilter,
  inlined,
  selectionParams,
  shiftMatchesFilterByClock,
  windowEnd,
  windowStart,
  type ShiftSelection,
} from './filter.ts'

const { facility, shift } = schema

interface Params extends ShiftSelection {
  workerId: number
}

/**
 * The maximum length of an export's transaction. Until it ends, a schema change waits for it, and every page waits for the
 * schema change. Vacuum cannot remove rows that were changed meanwhile.
 */
const exportLimitMs = 120_000

/** An export was not completely read in time. */
export class ExportTimeoutError extends Error {
  override readonly name = 'ExportTimeoutError'
  readonly code = 'ETIMEDOUT'

  constructor(limitMs: number) {
    super(`The export was not completely read within ${limitMs} ms.`)
  }
}

/**
 * Every shift that the worker may take, by start, then id, of one snapshot, in batches as PostgreSQL sends them. It keeps only
 * one batch in memory, and a connection until it is completely read, returned, or `limitMs` has passed.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`, with the first batch
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known, with the first batch
 * @throws {ExportTimeoutError} if it was not completely read within `limitMs`
 */
export async function* streamEligibleShifts(
  db: Database<'replica'>,
  params: Params,
  { limitMs = exportLimitMs } = {},
): AsyncGenerator<EligibleShift[]> {
  const client = await db.$client.connect()
  let isDone = false
  let isLate = false
  const limit = setTimeout(() => {
    isLate = true
    // Closing the connection ends the transaction, whatever it is waiting for.
    void client.end()
  }, limitMs)
  try {
    yield* readBatches(client, params, limitMs)
    isDone = true
  } catch (error) {
    if (isLate) throw new ExportTimeoutError(limitMs)
    throw error
  } finally {
    clearTimeout(limit)
    // If the export was not completely read, closing the connection ends its transaction.
    client.release(!isDone)
  }
}

/**
 * The server applies the limit too, in case this process cannot. Each setting covers a state that the others do not: only
 * tcp_user_timeout ends a COPY whose reader has stopped reading or has disappeared. The role's transaction_timeout runs already,
 * and has to be stopped before another begins.
 */
const limits = (limitMs: number) => `
  set local statement_timeout = ${limitMs};
  set local idle_in_transaction_session_timeout = ${limitMs};
  set local tcp_user_timeout = ${limitMs};
  select set_config('transaction_timeout', '0', true), set_config('transaction_timeout', '${limitMs}', true)
  where current_setting('server_version_num')::int >= 170000`

async function* readBatches(
  client: PoolClient,
  { workerId, ...selection }: Params,
  limitMs: number,
): AsyncGenerator<EligibleShift[]> {
  await client.query(`
    begin transaction isolation level repeatable read, read only;
    -- JIT compilation would delay the first rows.
    set local jit = off;
    ${limits(limitMs)}`)
  const transaction = drizzle(client, { schema })
  await assertFilterExists(transaction, selection)
  const { profession } = await getWorker(transaction, workerId)
  const facilities = await listShiftFacilities(transaction, workerId)
  const param = inlined(selectionParams(workerId, selection))
  const { rows } = await transaction.execute<{
    ids: number[] | null
    starts_from: string
    starts_to: string
  }>(sql`
    with ${eligibleFacility(workerId, facilityMatchesFilter(param, facility))}, ${dayWindow(param)}
    select (select array_agg(id) from eligible_facility) as ids,
      ${windowStart(param)}::text as starts_from, ${windowEnd(param)}::text as starts_to`)
  const [{ ids, starts_from, starts_to } = { ids: null, starts_from: 'infinity', starts_to: 'infinity' }] =
    rows
  if (ids === null) await assertCanSelect(transaction, workerId, selection)
  const batches = copyLines(
    client,
    sql`
      select ${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.facilityId},
        tstzrange(${shift.startsAt}, ${shift.endsAt}) && ${claimedTime(workerId)}
      from ${shift}
      where ${isEligibleAtFacilities(workerId, ids ?? [], shift)}
        and ${shift.startsAt} >= ${starts_from}::timestamptz and ${shift.startsAt} < ${starts_to}::timestamptz
        and ${shiftMatchesFilterByClock(param, shift)}
      order by ${shift.startsAt}, ${shift.id}`,
    limitMs,
  )
  for await (const lines of batches) {
    yield lines.flatMap((line): EligibleShift[] => {
      const [id, startsAt = '', endsAt = '', facilityId, overlapsClaimed] = line.split('\t')
      const facility = facilities.get(Number(facilityId))
      if (!facility) return []
      return [
        {
          id: Number(id),
          startsAt: fromPostgresInstant(startsAt),
          endsAt: fromPostgresInstant(endsAt),
          profession,
          facility,
          overlapsClaimed: overlapsClaimed === 't',
        },
      ]
    })
  }
  await client.query('commit')
}

/** The facilities at which the worker may work, by id. */
async function listShiftFacilities(
  db: Queryable<'replica'>,
  workerId: number,
): Promise<Map<number, ShiftFacility>> {
  const eligible = await listEligibleFacilities(db, workerId)
  return new Map(
    eligible.map(({ latitude: _latitude, longitude: _longitude, ...facility }) => [facility.id, facility]),
  )
}
