import { fillPlaceholders, sql, type Placeholder, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { QueryResultRow } from 'pg'
import type { Database, DatabasePool } from './connect.ts'
import { isOutdatedPlan } from '../errors.ts'

const dialect = new PgDialect()

/** A statement as it is sent to PostgreSQL. With a name it is planned once a connection, without one each time. */
export interface Statement {
  name?: string
  text: string
  values: unknown[]
}

/** The types that a query parameter may have. */
export type Values<Params> = Record<keyof Params, string | number | boolean | readonly number[] | null>

/** The placeholder of one of the parameters. */
export type Parameter<Params> = (name: keyof Params & string) => Placeholder

/**
 * A query that is built once a process and planned once a connection, for what runs all the time.
 * @param name the statement's name in PostgreSQL
 * @param build the query; what varies from call to call is `param('name')` in it
 * @returns a function that runs the query with these parameters and returns its rows
 */
export function prepare<Params extends Values<Params>, Row extends QueryResultRow>(
  name: string,
  build: (param: Parameter<Params>) => SQL,
) {
  const statement = prepareStatement(name, build)
  return ({ $client: pool }: Database, values: Params): Promise<Row[]> =>
    withFreshPlan(pool, async (isNamed) => {
      const { rows } = await pool.query<Row>(statement(values, isNamed))
      return rows
    })
}

/** The query with its placeholders filled in, and with its name if it is to have one. */
export function prepareStatement<Params extends Values<Params>>(
  name: string,
  build: (param: Parameter<Params>) => SQL,
) {
  const { sql: text, params } = dialect.sqlToQuery(build((param) => sql.placeholder(param)))
  return (values: Params, isNamed: boolean): Statement => ({
    text,
    values: fillPlaceholders(params, values),
    ...(isNamed && { name }),
  })
}

/**
 * Runs statements with their names, unless the pool is of a PgBouncer. After a column's type has changed, every connection
 * fails once with an outdated plan, before it has executed anything: then the statements run again without names.
 */
export async function withFreshPlan<T>(
  pool: DatabasePool,
  run: (isNamed: boolean) => Promise<T>,
): Promise<T> {
  const isNamed = pool.keepsPreparedStatements
  try {
    return await run(isNamed)
  } catch (error) {
    if (!isNamed || !isOutdatedPlan(error)) throw error
    return run(false)
  }
}
