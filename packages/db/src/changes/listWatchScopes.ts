import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { mayWorkAt } from '../eligibility/rule.ts'
import { facility, worker, type Profession } from '../schema.ts'

/** The shifts that a worker watches: those of its profession at the facilities where it may work. */
export interface WatchScope {
  isActive: boolean
  profession: Profession
  facilityIds: number[]
}

/** Workers per statement: few enough to stay far below the statement timeout. */
const batchSize = 200

interface Row extends Record<string, unknown> {
  id: number
  is_active: boolean
  profession: Profession
  facility_ids: number[]
}

/** The scope of each of these workers, by id. Unknown workers are left out. */
export async function listWatchScopes(
  db: Queryable<'replica'>,
  workerIds: readonly number[],
): Promise<Map<number, WatchScope>> {
  const scopes = new Map<number, WatchScope>()
  for (let start = 0; start < workerIds.length; start += batchSize) {
    const batch = workerIds.slice(start, start + batchSize)
    // One array per worker, so that its documents are read once and not once per facility.
    const { rows } = await db.execute<Row>(sql`
      select ${worker.id}, ${worker.isActive}, ${worker.profession}, array(
        select ${facility.id} from ${facility} where ${mayWorkAt(sql`watcher.id`, facility)}
      ) as facility_ids
      from unnest(${sql.param(batch)}::int[]) watcher (id) join ${worker} on ${worker.id} = watcher.id`)
    for (const { id, is_active: isActive, profession, facility_ids: facilityIds } of rows)
      scopes.set(id, { isActive, profession, facilityIds })
  }
  return scopes
}
