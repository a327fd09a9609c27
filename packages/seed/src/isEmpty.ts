import { drizzle } from 'drizzle-orm/node-postgres'
import { withClient } from '@shifts/db/client'
import { UserError } from '@shifts/db/command'
import { hasRows } from '@shifts/db/load'

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
