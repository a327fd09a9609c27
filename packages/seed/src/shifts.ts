import { sql } from 'drizzle-orm'
import { professions } from '@shifts/db/schema'
import { randomBelow, skewedBelow } from './randomNumbers.ts'
import type { Preset } from './presets.ts'
import type { Session } from '@shifts/db/load'

/** Shifts per statement. Progress is reported after each. */
const chunkSize = 200_000

/** The claimed shifts of all three deterministic workers together on the days near the anchor. */
const claimedShifts = { perDay: 3, atMostOneIn: 16 }

/** Fills the table shift from the time slots, with ids in the order of the days. */
export async function insertShifts(
  session: Session,
  preset: Preset,
  onProgress: (line: string) => void,
): Promise<void> {
  for (let first = 1; first <= preset.shifts; first += chunkSize) {
    const last = Math.min(first + chunkSize - 1, preset.shifts)
    await insertChunk(session, preset, first, last)
    onProgress(`${last.toLocaleString('en')} of ${preset.shifts.toLocaleString('en')} shifts`)
  }
}

/**
 * A shift has the profession of the worker who claims it, or would have. The numbers come from a select list, which
 * produces them one by one, while a function in a from clause first stores them all.
 */
async function insertChunk(session: Session, preset: Preset, first: number, last: number) {
  const { shifts, days, facilities, workers, patterns, deleted } = preset
  const claimedEvery = Math.max(claimedShifts.atMostOneIn, Math.floor(shifts / days / claimedShifts.perDay))
  const n = sql`n.n`
  await session.execute(sql`
    insert into shift (id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id)
    select
      n.n,
      s.facility_id,
      w.profession,
      r.starts_at,
      r.ends_at,
      ${randomBelow('shiftDeleted', n, 1_000)} < ${deleted},
      case when c.is_claimed or ${randomBelow('shiftClaimed', n, 1_000)} < r.claimed then w.id end
    from (select generate_series(${first}::int, ${last}::int) as n) n
    join seed_facility s on s.facility_id = 1 + ${skewedBelow('shiftFacility', n, facilities.count)}
    join seed_time_slot r
      on r.id = s.first_time_slot_id
        + (n.n - 1)::bigint * ${days}::int / ${shifts}::int * ${patterns.length}::int
        + ${randomBelow('shiftPattern', n, patterns.length)}
    cross join lateral (select r.is_near and n.n % ${claimedEvery}::int = 0 as is_claimed) c
    join worker w
      on w.id = 1 + case
        when c.is_claimed then ${workers.count}::int + n.n / ${claimedEvery}::int % ${professions.length}::int
        else ${randomBelow('shiftWorker', n, workers.count)}
      end`)
}
