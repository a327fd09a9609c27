import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool } from 'pg'
import * as schema from './schema.ts'

export type Database = NodePgDatabase<typeof schema>

export interface DatabaseConnection {
  db: Database
  /** Waits for the queries under way, then closes every connection. */
  close(): Promise<void>
}

/** A caller is told within two seconds that the database is away, be it gone or hanging. */
const connectTimeoutMs = 900
const queryTimeoutMs = 1_900

/**
 * A pool of connections to the PostgreSQL at `url`. Connects when the first query asks for it, and again after an
 * outage, so it may be made while the database is away.
 */
export function connect(
  url: string,
  options: { connections?: number; onIdleError?: (error: Error) => void } = {},
) {
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: connectTimeoutMs,
    // The server gives up first, so that nothing runs on for a caller who has gone.
    statement_timeout: queryTimeoutMs - 100,
    query_timeout: queryTimeoutMs,
    // Instants are read as text: this fixes how PostgreSQL writes them.
    options: '-c timezone=UTC -c datestyle=ISO',
  })
  // An idle connection that breaks leaves the pool by itself; without a listener it would end the process.
  pool.on('error', options.onIdleError ?? (() => {}))
  return { db: drizzle(pool, { schema }), close: () => pool.end() } satisfies DatabaseConnection
}
