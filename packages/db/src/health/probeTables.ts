import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'
import { documentWorker, facility, facilityRequirement, shift, worker } from '../schema.ts'

/**
 * Reads the tables that a page reads, by key and for a row that does not exist, so that it is cheap however large they are.
 * @throws if a page would fail too: a table is locked, missing, or not readable by this role
 */
export async function probeTables(db: Queryable<Server>): Promise<void> {
  await db.execute(sql`
    select from (select 0 as id) missing_row
    left join ${worker} on ${worker.id} = missing_row.id
    left join ${documentWorker} on ${documentWorker.workerId} = missing_row.id
    left join ${facility} on ${facility.id} = missing_row.id
    left join ${facilityRequirement} on ${facilityRequirement.facilityId} = missing_row.id
    left join ${shift} on ${shift.id} = missing_row.id`)
}
