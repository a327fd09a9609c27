import { fillPlaceholders, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { QueryResultRow } from 'pg'
import type { Database } from './database.ts'
import { isBehindPgBouncer } from './pgBouncer.ts'

const dialect = new PgDialect()

/**
 * A query that is built once a process and planned once a connection, for what is asked all the time. What varies is
 * `sql.placeholder(name)` in it. `name` is the statement's in PostgreSQL.
 */
export function prepare<Row extends QueryResultRow>(name: string, query: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(query)
  return async ({ $client: pool }: Database, values: Record<string, unknown>): Promise<Row[]> => {
    const isNamed = !isBehindPgBouncer(pool.options.connectionString ?? '')
    const statement = { text, values: fillPlaceholders(params, values), ...(isNamed && { name }) }
    const { rows } = await pool.query<Row>(statement)
    return rows
  }
}
