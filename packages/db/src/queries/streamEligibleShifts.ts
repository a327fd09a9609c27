import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { PoolClient } from 'pg'
import { copyLines } from '../copyLines.ts'
import type { Database } from '../database.ts'
import { mayTake } from '../eligibility.ts'
import { fromPostgresInstant } from '../instant.ts'
import * as schema from '../schema.ts'
import { claimedTime, type EligibleShift } from './eligibleShift.ts'
import { getWorker } from './getWorker.ts'
import { listEligibleFacilities } from './listEligibleFacilities.ts'
import type { ListEligibleShiftsParams } from './listEligibleShifts.ts'

const { shift } = schema

type Params = Pick<ListEligibleShiftsParams, 'workerId' | 'from' | 'to'>

/** A reader who takes longer than this for one batch loses the connection, and so the stream. */
const stallMs = 30_000

/**
 * Every shift that the worker may take, by start, then id, in batches as PostgreSQL sends them: one snapshot, and no more
 * than a batch in memory. Holds a connection of its own until it is read to the end or returned.
 * @throws {NotFoundError} for an unknown worker, with the first batch
 */
export async function* streamEligibleShifts(db: Database, params: Params): AsyncGenerator<EligibleShift[]> {
  const client = await db.$client.connect()
  let isDone = false
  try {
    yield* readAll(client, params)
    isDone = true
  } finally {
    // With the connection goes a transaction that was not read to its end.
    client.release(!isDone)
  }
}

async function* readAll(
  client: PoolClient,
  { workerId, from = '-infinity', to = 'infinity' }: Params,
): AsyncGenerator<EligibleShift[]> {
  await client.query(`
    begin transaction isolation level repeatable read, read only;
    -- it takes as long as its reader
    set local statement_timeout = 0;
    -- the first rows are wanted soon, so compiling everything before them does not pay
    set local jit = off`)
  const transaction = drizzle(client, { schema })
  const { profession } = await getWorker(transaction, workerId)
  const eligible = await listEligibleFacilities(transaction, workerId)
  const facilities = new Map(eligible.map((facility) => [facility.id, facility]))
  const batches = copyLines(
    client,
    sql`
      select ${shift.id}, ${shift.startsAt}, ${shift.endsAt}, ${shift.facilityId},
        tstzrange(${shift.startsAt}, ${shift.endsAt}) && ${claimedTime(workerId)}
      from ${shift}
      where ${mayTake(workerId)} and ${shift.facilityId} = any(${`{${[...facilities.keys()].join()}}`}::int[])
        and ${shift.startsAt} >= ${from}::timestamptz and ${shift.startsAt} < ${to}::timestamptz
      order by ${shift.startsAt}, ${shift.id}`,
  )
  for await (const lines of batches) {
    const stalled = setTimeout(() => void client.end(), stallMs)
    try {
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
    } finally {
      clearTimeout(stalled)
    }
  }
  await client.query('commit')
}
