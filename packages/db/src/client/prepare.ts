import { fillPlaceholders, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Pool, QueryResultRow } from 'pg'
import type { Database } from './connect.ts'
import { isOutdatedPlan } from '../errors.ts'
import { isBehindPgBouncer } from './pgBouncer.ts'

const dialect = new PgDialect()

/** A statement as it is sent to PostgreSQL. With a name it is planned once a connection, without one each time. */
export interface Statement {
  name?: string
  text: string
  values: unknown[]
}

/**
 * A query that is built once a process and planned once a connection, for what is asked all the time. What varies is
 * `sql.placeholder(name)` in it. `name` is the statement's in PostgreSQL.
 */
export function prepare<Row extends QueryResultRow>(name: string, query: SQL) {
  const statement = prepareStatement(name, query)
  return ({ $client: pool }: Database, values: Record<string, unknown>): Promise<Row[]> =>
    withFreshPlan(pool, async (isNamed) => {
      const { rows } = await pool.query<Row>(statement(values, isNamed))
      return rows
    })
}

/** The query with its placeholders filled in, and with its name if it is to have one. */
export function prepareStatement(name: string, query: SQL) {
  const { sql: text, params } = dialect.sqlToQuery(query)
  return (values: Record<string, unknown>, isNamed: boolean): Statement => ({
    text,
    values: fillPlaceholders(params, values),
    ...(isNamed && { name }),
  })
}

/**
 * Runs statements with their names, unless there is a PgBouncer in between. Once the type of a column has changed,
 * every connection fails once with an outdated plan, before it has executed anything: then it runs them again without.
 */
export async function withFreshPlan<T>(pool: Pool, run: (isNamed: boolean) => Promise<T>): Promise<T> {
  const isNamed = !isBehindPgBouncer(pool.options.connectionString ?? '')
  try {
    return await run(isNamed)
  } catch (error) {
    if (!isNamed || !isOutdatedPlan(error)) throw error
    return run(false)
  }
}
