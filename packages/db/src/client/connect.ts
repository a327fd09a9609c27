import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { Pool, TypeOverrides, types, type PoolConfig } from 'pg'
import { isBehindPgBouncer } from './pgBouncer.ts'
import * as schema from '../schema.ts'
import { dropStandbyConnections } from './dropStandbyConnections.ts'
import { setResponseTimeout } from './responseTimeout.ts'

/** Which server a query needs: the primary, which alone writes and has every commit, or a replica, which may be behind. */
export type Server = 'primary' | 'replica'

/** No replica is used: the only server runs the queries of both. */
export type OnlyServer = never

declare const server: unique symbol

/** Where a query that declares the server `S` runs: over the pool, or on the one connection of a transaction. */
export type Queryable<S extends Server> = NodePgDatabase<typeof schema> & { readonly [server]?: S }

export class DatabasePool extends Pool {
  /** False for a PgBouncer, which may run the next statement on another connection. */
  readonly keepsPreparedStatements: boolean

  constructor(url: string, config: PoolConfig) {
    super({ connectionString: url, ...config })
    this.keepsPreparedStatements = !isBehindPgBouncer(url)
  }
}

export type Database<S extends Server> = Queryable<S> & { $client: DatabasePool }

export interface DatabaseConnection {
  db: Database<OnlyServer>
  /** The pool's connections, those that are idle, and the queries that wait for one. */
  poolUse: () => { total: number; idle: number; waiting: number }
  /** Waits for running queries, then closes every connection. */
  close: () => Promise<void>
}

/** How long a query may take once it has a connection. */
const defaultTimeoutMs = 1_900

/** Keeps instants as the text that PostgreSQL sends. `fromPostgresInstant` converts it. */
const instantsAsText = new TypeOverrides()
instantsAsText.setTypeParser(types.builtins.TIMESTAMPTZ, (text) => text)

const ignore = () => {}

const sessionSettings = (timeoutMs: number): PoolConfig => ({
  // Shorter than the client's timeout, so that the server stops a query before the client gives up waiting.
  statement_timeout: timeoutMs - 100,
  // Instants that PostgreSQL writes in UTC need no conversion. Each connection plans a statement once.
  // Otherwise PostgreSQL would plan it for every call: where a filter is null, a plan for the given values looks cheaper.
  // What is decided under a lock must see what was committed while it waited, whatever the database's default is.
  options:
    '-c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan -c default_transaction_isolation=read\\ committed',
})

export interface ConnectOptions {
  connections?: number
  /** How long a query may take, the wait for a connection not included. */
  timeoutMs?: number
  /** What the connections are for, as pg_stat_activity shows it. */
  applicationName?: string
  onIdleError?: (error: Error) => void
}

/**
 * A pool of connections to the PostgreSQL at `url`. It connects when a query needs a connection, and again after an outage,
 * so it may be created while the database is unavailable.
 */
export function connect(url: string, options: ConnectOptions = {}): DatabaseConnection {
  const { timeoutMs = defaultTimeoutMs, applicationName = 'open-shifts' } = options
  const pool = new DatabasePool(url, {
    application_name: applicationName,
    max: options.connections ?? 10,
    // A query may first wait this long for a connection. Its own timeout starts afterwards.
    connectionTimeoutMillis: timeoutMs / 2,
    types: instantsAsText,
    ...(isBehindPgBouncer(url) ? {} : sessionSettings(timeoutMs)),
  })
  // A broken connection fails its query and leaves the pool. Without listeners its error would end the process.
  pool.on('error', options.onIdleError ?? ignore)
  pool.on('connect', (client) => {
    client.on('error', ignore)
    setResponseTimeout(client, timeoutMs)
  })
  dropStandbyConnections(pool)
  return {
    db: drizzle(pool, { schema }),
    poolUse: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}
