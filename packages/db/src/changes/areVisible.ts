import { sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { prepare } from '../client/prepare.ts'

/** The log has the low 32 bits of an id. The whole id is the one with these bits that is nearest to the newest. */
const query = prepare<'replica', { xids: readonly number[] }, { are_visible: boolean }>(
  'are_visible',
  (param) => sql`
    select coalesce(bool_and(pg_visible_in_snapshot((
      newest + ((xid - newest + 2147483648) & 4294967295) - 2147483648
    )::text::xid8, snapshot)), true) as are_visible
    from (select pg_current_snapshot() as snapshot) as current,
      lateral (select pg_snapshot_xmax(snapshot)::text::bigint as newest) as next,
      unnest(${param('xids')}::bigint[]) xid`,
)

/**
 * Whether queries see what these transactions have changed. A transaction is in the write-ahead log before it is visible: for as long
 * as a synchronous standby takes to confirm it, or a replica to replay it.
 */
export async function areVisible(db: Database<'replica'>, xids: readonly number[]): Promise<boolean> {
  const [row] = await query(db, { xids })
  return row?.are_visible ?? true
}
