import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { copyLines } from '../client/copyLines.ts'
import type { Database } from '../client/connect.ts'
import { eligibleFacility } from '../eligibility/eligibleFacility.ts'
import { isEligibleAtAnyFacility } from '../eligibility/rule.ts'
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
 * An export's transaction lasts this long at most. Until it ends, a change of the schema waits for it, and every page waits
 * for that change; and no row that was changed meanwhile can be cleaned up.
 */
const exportLimitMs = 120_000

/** An export was not read to its end in time. */
export class ExportTimeoutError extends Error {
  override readonly name = 'ExportTimeoutError'
  readonly code = 'ETIMEDOUT'

  constructor(limitMs: number) {
    super(`The export was not read to its end within ${limitMs} ms.`)
  }
}

/**
 * Every shift that the worker may take, by start, then id, in batches as PostgreSQL sends them: one snapshot, and no more
 * than a batch in memory. Holds a connection of its own until it is read to the end or returned, or `limitMs` is over.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`, with the first batch
 * @throws {ExportTimeoutError} if it was not read to the end within `limitMs`
 */
export async function* streamEligibleShifts(
  db: Database,
  params: Params,
  { limitMs = exportLimitMs } = {},
): AsyncGenerator<EligibleShift[]> {
  const client = await db.$client.connect()
  let [isDone, isLate] = [false, false]
  const limit = setTimeout(() => {
    isLate = true
    // The transaction ends with its connection, whatever it waits for.
    void client.end()
  }, limitMs)
  try {
    yield* readAll(client, params, limitMs)
    isDone = true
  } catch (error) {
    if (isLate) throw new ExportTimeoutError(limitMs)
    throw error
  } finally {
    clearTimeout(limit)
    // With the connection goes a transaction that was not read to its end.
    client.release(!isDone)
  }
}

/**
 * The server keeps to the limit as well, in case this process cannot: each setting ends what the others do not see. A COPY
 * whose reader takes nothing, or is gone without a word, is ended by tcp_user_timeout alone.
 */
const limits = (limitMs: number) => `
  set local statement_timeout = ${limitMs};
  set local idle_in_transaction_session_timeout = ${limitMs};
  set local tcp_user_timeout = ${limitMs};
  select set_config('transaction_timeout', '${limitMs}', true)
  where current_setting('server_version_num')::int >= 170000`

async function* readAll(
  client: PoolClient,
  { workerId, from = '-infinity', to = 'infinity', ...filter }: Params,
  limitMs: number,
): AsyncGenerator<EligibleShift[]> {
  await client.query(`
    begin transaction isolation level repeatable read, read only;
    -- the first rows are wanted soon, so compiling everything before them does not pay
    set local jit = off;
    ${limits(limitMs)}`)
  const transaction = drizzle(client, { schema })
  await assertFilterExists(transaction, filter)
  const { profession } = await getWorker(transaction, workerId)
  const eligible = await listEligibleFacilities(transaction, workerId)
  const facilities = new Map(eligible.map((facility) => [facility.id, facility]))
  const values = filterParams(filter)
  const param = (name: keyof typeof values) => sql.param(values[name])
  const batches = copyLines(
    client,
    sql`
      with ${eligibleFacility(workerId, facilityMatchesFilter(param, facility))}
      select ${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.facilityId},
        tstzrange(${shift.startsAt}, ${shift.endsAt}) && ${claimedTime(workerId)}
      from ${shift}
      where ${isEligibleAtAnyFacility(workerId, shift)}
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
