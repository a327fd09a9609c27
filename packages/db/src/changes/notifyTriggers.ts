import type { Client } from 'pg'

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
export async function areNotifyTriggersDisabled(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ are_disabled: boolean }>(
    `select exists (
       select from pg_trigger
       where tgenabled = 'D' and not tgisinternal and tgname = any($1)
         and tgrelid = any(array(select to_regclass('public.' || name) from unnest($2::text[]) name))
     ) as are_disabled`,
    [Object.values(notifyTriggers).flat(), Object.keys(notifyTriggers)],
  )
  return rows[0]?.are_disabled ?? false
}
