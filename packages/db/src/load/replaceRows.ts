import { dropDefinitions, dropTriggers } from './definitions.ts'
import type { Session } from './session.ts'
import { tableNames } from './tables.ts'

/** Locks the tables until the transaction ends: nobody else can read or write them. */
export async function lockTables(session: Session): Promise<void> {
  await session.execute(`lock table ${tableNames.join(', ')} in access exclusive mode`)
}

/**
 * Deletes all rows of the locked tables, and what was claimed in them, and runs `insertRows` while they have no indexes, keys and
 * triggers. Then creates those again, moves the sequences on, and notifies hosts that everything has changed.
 * @returns what `insertRows` returns
 */
export async function replaceRows<T>(
  session: Session,
  insertRows: () => Promise<T>,
  onProgress: (line: string) => void,
): Promise<T> {
  // The triggers would copy all rows only to notify that everything has changed.
  const triggers = await dropTriggers(session)
  const definitions = await dropDefinitions(session)
  // Empty tables too: loading into a table that the same transaction has truncated needs no write-ahead log.
  await session.execute(`truncate claim_event, claimed_shift_change, ${tableNames.join(', ')}`)
  const result = await insertRows()
  for (const { label, create } of definitions) {
    onProgress(`building ${label}`)
    await session.execute(create)
  }
  await advanceIdentities(session)
  for (const { create } of triggers) await session.execute(create)
  // There were no triggers, so their results are written here.
  await session.execute('update facility set required_document_ids = default')
  await session.execute(`select pg_notify('change', '{"everything":true}')`)
  return result
}

/** Without it index-only scans have to read the tables. Cannot run in a transaction. */
export async function vacuumTables(session: Session): Promise<void> {
  await session.execute(`vacuum (analyze) ${tableNames.join(', ')}`)
}

/** Sets the sequences, so that the next inserted row gets an id above the highest one. */
async function advanceIdentities(session: Session): Promise<void> {
  for (const table of ['worker', 'facility', 'document', 'shift']) {
    await session.execute(
      `select setval(pg_get_serial_sequence('${table}', 'id'), max(t.id)) from ${table} t`,
    )
  }
}
