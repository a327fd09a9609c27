import { sql } from 'drizzle-orm'
import type { Queryable, Server } from '../client/connect.ts'

/** Whether the database is read-only: a standby, or set to be read-only. */
export async function isReadOnly(db: Pick<Queryable<Server>, 'execute'>): Promise<boolean> {
  const { rows } = await db.execute<{ isReadOnly: boolean }>(
    sql`select current_setting('transaction_read_only')::boolean as "isReadOnly"`,
  )
  return rows[0]?.isReadOnly ?? false
}
