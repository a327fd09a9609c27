import { fillPlaceholders, sql, type Placeholder, type SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { QueryResultRow } from 'pg'
import type { Database, DatabasePool, Server } from './connect.ts'
import { isOutdatedPlan } from '../errors.ts'

const dialect = new PgDialect()

/** A statement as it is sent to PostgreSQL. With a name it is planned once per connection, without one for each execution. */
export interface Statement {
  name?: string
  text: string
  values: unknown[]
}

/** The types that a query parameter may have. */
export type Values<Params> = Record<keyof Params, string | number | boolean | readonly number[] | null>

export interface Parameter<Params> {
  /** The placeholder of one of the parameters. */
  (name: keyof Params & string): Placeholder
  /** Whether the calls of this variant of the query need the part. */
  uses: (part: string) => boolean
}

/**
 * Prepares a frequent query: its text is built once per process, and PostgreSQL plans it once per connection.
 * @param name the statement's name in PostgreSQL
 * @param build the query, with `param('name')` for each value that varies from call to call
 * @param partsOf the optional parts of the query that a call needs. For each combination the query is built, named and planned by
 * itself, so there may be only a few
 * @returns a function that runs the query with these parameters and returns its rows
 */
export function prepare<S extends Server, Params extends Values<Params>, Row extends QueryResultRow>(
  name: string,
  build: (param: Parameter<Params>) => SQL,
  partsOf: (values: Params) => readonly string[] = () => [],
) {
  const variants = new Map<string, ReturnType<typeof prepareStatement<Params>>>()
  function variantFor(values: Params) {
    const parts = partsOf(values)
    const variantName = [name, ...parts].join('_')
    const variant = variants.get(variantName) ?? prepareStatement(variantName, build, parts)
    variants.set(variantName, variant)
    return variant
  }
  return ({ $client: pool }: Database<S>, values: Params): Promise<Row[]> =>
    withFreshPlan(pool, async (isNamed) => {
      const { rows } = await pool.query<Row>(variantFor(values)(values, isNamed))
      return rows
    })
}

/** Returns a function that makes the statement with the given values, with its name if `isNamed`. */
export function prepareStatement<Params extends Values<Params>>(
  name: string,
  build: (param: Parameter<Params>) => SQL,
  parts: readonly string[] = [],
) {
  const placeholder = (param: keyof Params & string) => sql.placeholder(param)
  const uses = (part: string) => parts.includes(part)
  const { sql: text, params } = dialect.sqlToQuery(build(Object.assign(placeholder, { uses })))
  return (values: Params, isNamed: boolean): Statement => ({
    text,
    values: fillPlaceholders(params, values),
    ...(isNamed && { name }),
  })
}

/**
 * Runs statements with their names, unless the pool connects to a PgBouncer. After a column's type has changed, every connection
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
