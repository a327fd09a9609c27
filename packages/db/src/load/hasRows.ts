import type { Session } from './session.ts'
import { tableNames } from './tables.ts'

/** Whether any of the tables has a row. */
export async function hasRows(session: Session): Promise<boolean> {
  const conditions = tableNames.map((table) => `exists (select from ${table})`).join(' or ')
  const { rows } = await session.execute<{ found: boolean }>(`select ${conditions} as found`)
  return rows.some((row) => row.found)
}
