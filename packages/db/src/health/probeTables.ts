import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'
import { documentWorker, facility, facilityRequirement, shift, worker } from '../schema.ts'

/**
 * Reads the tables that a page reads: by their keys and for a row that is not there, so it costs little whatever they hold.
 * @throws if a page would fail too: a table is locked, missing, or not for this role to read
 */
export async function probeTables(db: Queryable): Promise<void> {
  await db.execute(sql`
    select from (select 0 as id) nobody
    left join ${worker} on ${worker.id} = nobody.id
    left join ${documentWorker} on ${documentWorker.workerId} = nobody.id
    left join ${facility} on ${facility.id} = nobody.id
    left join ${facilityRequirement} on ${facilityRequirement.facilityId} = nobody.id
    left join ${shift} on ${shift.id} = nobody.id`)
}
