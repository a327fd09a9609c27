import { drizzle } from 'drizzle-orm/node-postgres'
import { Client } from 'pg'
import type { Session } from './session.ts'
import { tables } from './tables.ts'

/** The seed was asked to fill a database that holds rows already. */
export class DatabaseNotEmptyError extends Error {
  constructor() {
    super('The database already holds rows. Pass --reset to throw them away and seed again.')
    this.name = 'DatabaseNotEmptyError'
  }
}

/** Whether the migrated database at `url` holds no row at all. */
export async function isEmpty(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return !(await hasRows(drizzle(client)))
  } finally {
    await client.end()
  }
}

export async function hasRows(session: Session): Promise<boolean> {
  const anywhere = tables.map((table) => `exists (select from ${table})`).join(' or ')
  const { rows } = await session.execute<{ found: boolean }>(`select ${anywhere} as found`)
  return rows.some((row) => row.found)
}
