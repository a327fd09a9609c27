import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, TypeOverrides, types, type PoolConfig } from 'pg'
import { isBehindPgBouncer } from './pgBouncer.ts'
import * as schema from '../schema.ts'
import { breakWhenSilent } from './responseTimeout.ts'

/** Where a query runs: over the pool, or on the one connection of a transaction. */
export type Queryable = NodePgDatabase<typeof schema>

export type Database = Queryable & { $client: Pool }

export interface DatabaseConnection {
  db: Database
  /** How busy the pool is: its connections, those that are idle, and the queries that wait for one. */
  poolUse: () => { total: number; idle: number; waiting: number }
  /** Waits for the queries under way, then closes every connection. */
  close: () => Promise<void>
}

/** A caller is told within so long that the database is away or overloaded, unless it has more patience. */
const defaultPatienceMs = 1_900

/** Instants stay the text that PostgreSQL sends. */
const instantsAsText = new TypeOverrides()
instantsAsText.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => text)

const ignore = () => {}

const session = (patienceMs: number): PoolConfig => ({
  // The server gives up first, so that nothing runs on for a caller who has gone.
  statement_timeout: patienceMs - 100,
  // How PostgreSQL writes instants: in UTC they need no conversion.
  options: '-c timezone=UTC -c datestyle=ISO',
})

/**
 * A pool of connections to the PostgreSQL at `url`. Connects when the first query asks for it, and again after an
 * outage, so it may be made while the database is away.
 */
export function connect(
  url: string,
  options: {
    connections?: number
    patienceMs?: number
    /** What the connections are for, as pg_stat_activity shows it. */
    applicationName?: string
    onIdleError?: (error: Error) => void
  } = {},
): DatabaseConnection {
  const { patienceMs = defaultPatienceMs, applicationName = 'open-shifts' } = options
  const pool = new Pool({
    connectionString: url,
    application_name: applicationName,
    max: options.connections ?? 10,
    // The wait for a connection comes before the query's own.
    connectionTimeoutMillis: patienceMs / 2,
    types: instantsAsText,
    ...(isBehindPgBouncer(url) ? {} : session(patienceMs)),
  })
  // A connection that breaks fails its query, and leaves the pool by itself; without listeners it would end the process.
  pool.on('error', options.onIdleError ?? ignore)
  pool.on('connect', (client) => {
    client.on('error', ignore)
    breakWhenSilent(client, patienceMs)
  })
  return {
    db: drizzle(pool, { schema }),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}
