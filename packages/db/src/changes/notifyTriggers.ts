import { sql } from 'drizzle-orm'
import type { Queryable } from '../client/connect.ts'

/** The triggers that do nothing but notify of changes, by table. */
export const notifyTriggers = {
  shift: ['shift_was_inserted', 'shift_was_updated', 'shift_was_deleted', 'shift_was_truncated'],
  facility: ['facility_was_inserted', 'facility_was_updated'],
  worker: ['worker_was_updated', 'worker_was_deleted'],
  document: ['document_was_updated'],
  document_worker: [
    'document_worker_was_inserted',
    'document_worker_was_updated_from',
    'document_worker_was_updated_to',
    'document_worker_was_deleted',
    'document_worker_was_truncated',
  ],
}

/** Whether one or more of the triggers that notify of changes are disabled. */
export async function areNotifyTriggersDisabled(db: Pick<Queryable<'primary'>, 'execute'>): Promise<boolean> {
  const { rows } = await db.execute<{ are_disabled: boolean }>(sql`
    select exists (
      select from pg_trigger join pg_class on pg_class.oid = tgrelid
      where tgenabled = 'D' and not tgisinternal and relnamespace = to_regnamespace('public')
        and relname = any(${sql.param(Object.keys(notifyTriggers))}::text[])
        and tgname = any(${sql.param(Object.values(notifyTriggers).flat())}::text[])
    ) as are_disabled`)
  return rows[0]?.are_disabled ?? false
}
