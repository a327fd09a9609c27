import { sql } from 'drizzle-orm'
import { professions } from '@shifts/db/schema'
import { draw, pick } from './draws.ts'
import type { Preset } from './presets.ts'
import type { Session } from './session.ts'

/** One statement inserts so many, then there is progress to tell. */
const chunk = 200_000

/** How many shifts the deterministic workers have of their own on the days near the anchor, all three together. */
const claimedShifts = { perDay: 3, atMostOneIn: 16 }

/** Fills shift from the roster, ids in the order of the days. */
export async function insertShifts(
  session: Session,
  preset: Preset,
  onProgress: (line: string) => void,
): Promise<void> {
  for (let first = 1; first <= preset.shifts; first += chunk) {
    const last = Math.min(first + chunk - 1, preset.shifts)
    await insertChunk(session, preset, first, last)
    onProgress(`${last.toLocaleString('en')} of ${preset.shifts.toLocaleString('en')} shifts`)
  }
}

/**
 * A shift takes the profession of the worker who claims it, or would have. The numbers come from a select list,
 * which hands them on one by one; a function in a from clause first stores them all.
 */
async function insertChunk(session: Session, preset: Preset, first: number, last: number) {
  const { shifts, days, facilities, workers, patterns, deleted } = preset
  const ownEvery = Math.max(claimedShifts.atMostOneIn, Math.floor(shifts / days / claimedShifts.perDay))
  const n = sql`n.n`
  await session.execute(sql`
    insert into shift (id, facility_id, profession, starts_at, ends_at, is_deleted, worker_id)
    select
      n.n,
      s.facility_id,
      w.profession,
      r.starts_at,
      r.ends_at,
      ${draw('shiftDeleted', n, 1_000)} < ${deleted},
      case when o.is_own or ${draw('shiftClaimed', n, 1_000)} < r.claimed then w.id end
    from (select generate_series(${first}::int, ${last}::int) as n) n
    join seed_site s on s.facility_id = 1 + ${pick('shiftFacility', n, facilities.count)}
    join seed_roster r
      on r.id = s.first_roster_id
        + (n.n - 1)::bigint * ${days}::int / ${shifts}::int * ${patterns.length}::int
        + ${draw('shiftPattern', n, patterns.length)}
    cross join lateral (select r.is_near and n.n % ${ownEvery}::int = 0 as is_own) o
    join worker w
      on w.id = 1 + case
        when o.is_own then ${workers.count}::int + n.n / ${ownEvery}::int % ${professions.length}::int
        else ${draw('shiftWorker', n, workers.count)}
      end`)
}
