import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { copyLines } from '../client/copyLines.ts'
import type { Database } from '../client/connect.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import { isEligibleAtFacilities } from '../eligibility/rule.ts'
import { fromPostgresInstant } from '../client/instant.ts'
import * as schema from '../schema.ts'
import { claimedTime, type EligibleShift } from './eligibleShift.ts'
import { getWorker } from '../workers/getWorker.ts'
import { listEligibleFacilities } from '../facilities/listEligibleFacilities.ts'
import {
  assertFilterExists,
  facilityMatchesFilter,
  filterParams,
  shiftMatchesFilter,
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
 * @throws {ExportTimeoutError} if it was not completely read within `limitMs`
 */
export async function* streamEligibleShifts(
  db: Database,
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
 * tcp_user_timeout ends a COPY whose reader has stopped reading or has disappeared.
 */
const limits = (limitMs: number) => `
  set local statement_timeout = ${limitMs};
  set local idle_in_transaction_session_timeout = ${limitMs};
  set local tcp_user_timeout = ${limitMs};
  select set_config('transaction_timeout', '${limitMs}', true)
  where current_setting('server_version_num')::int >= 170000`

async function* readBatches(
  client: PoolClient,
  { workerId, from = '-infinity', to = 'infinity', ...filter }: Params,
  limitMs: number,
): AsyncGenerator<EligibleShift[]> {
  await client.query(`
    begin transaction isolation level repeatable read, read only;
    -- JIT compilation would delay the first rows.
    set local jit = off;
    ${limits(limitMs)}`)
  const transaction = drizzle(client, { schema })
  await assertFilterExists(transaction, filter)
  const { profession } = await getWorker(transaction, workerId)
  const eligible = await listEligibleFacilities(transaction, workerId)
  const facilities = new Map(eligible.map((facility) => [facility.id, facility]))
  const values = filterParams(filter)
  const param = (name: keyof typeof values) => sql.param(values[name])
  const { rows } = await transaction.execute<{ id: number }>(sql`
    with ${eligibleFacility(workerId, facilityMatchesFilter(param, facility))} select id from eligible_facility`)
  const facilityIds = rows.map(({ id }) => id)
  const batches = copyLines(
    client,
    sql`
      select ${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.facilityId},
        tstzrange(${shift.startsAt}, ${shift.endsAt}) && ${claimedTime(workerId)}
      from ${shift}
      where ${isEligibleAtFacilities(workerId, facilityIds, shift)}
        and ${shift.startsAt} >= ${from}::timestamptz and ${shift.startsAt} < ${to}::timestamptz and ${shiftMatchesFilter(param, shift)}
      order by ${shift.startsAt}, ${shift.id}`,
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
