import { drizzle } from 'drizzle-orm/node-postgres'
import { withClient } from '@shifts/db/client'
import { UserError } from '@shifts/db/command'
import type { Session } from './session.ts'
import { tableNames } from './tables.ts'

/** The database to seed holds rows already. */
export class DatabaseNotEmptyError extends UserError {
  override readonly name = 'DatabaseNotEmptyError'

  constructor() {
    super('The database holds rows already. Seed with --reset to delete them.')
  }
}

/** Whether no table of the migrated database at `url` has a row. */
export async function isEmpty(url: string): Promise<boolean> {
  return withClient(url, async (client) => !(await hasRows(drizzle(client))))
}

export async function hasRows(session: Session): Promise<boolean> {
  const conditions = tableNames.map((table) => `exists (select from ${table})`).join(' or ')
  const { rows } = await session.execute<{ found: boolean }>(`select ${conditions} as found`)
  return rows.some((row) => row.found)
}
