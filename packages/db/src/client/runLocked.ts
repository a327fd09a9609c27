import { Query, type Connection, type Pool, type QueryResultRow } from 'pg'
import { isLockTimeout } from '../errors.ts'
import type { Statement } from './prepare.ts'

/** The names of the statements that are prepared on each connection. */
const preparedOn = new WeakMap<Connection, Set<string>>()

/**
 * Runs two statements as one transaction in one round trip: `lock`, which returns no rows, then `statement`. Under READ
 * COMMITTED the second one sees everything that was committed while the first one waited. They are sent as one pipeline of
 * the extended protocol with a single Sync at its end, which PostgreSQL runs as a transaction. With a separate `begin` and
 * `commit`, locking would cost PostgreSQL twice as much.
 * @returns the rows of `statement`
 */
export async function runLocked<Row extends QueryResultRow>(
  pool: Pool,
  lock: Statement,
  statement: Statement,
): Promise<Row[]> {
  const client = await pool.connect()
  const { connection } = client
  const prepared = preparedOn.get(connection) ?? new Set()
  preparedOn.set(connection, prepared)
  const isNew = ({ name }: Statement) => name !== undefined && !prepared.has(name)
  const wasPrepared = ![lock, statement].some(isNew)

  const rows: Row[] = []
  try {
    await new Promise<void>((resolve, reject) => {
      // Tracing needs the callback to see the end of the query.
      const query = new Query<Row>({ text: statement.text }, [], (error) =>
        error instanceof Error ? reject(error) : resolve(),
      )
      query.on('row', (row) => rows.push(row))
      query.submit = () => {
        connection.stream.cork()
        for (const each of [lock, statement]) {
          if (each.name === undefined || isNew(each)) parse(connection, each)
          bind(connection, each)
          if (each === statement) connection.describe({ type: 'P', name: '' }, true)
          connection.execute({ portal: '' }, true)
        }
        connection.sync()
        connection.stream.uncork()
      }
      client.query(query)
    })
  } catch (error) {
    // After other errors it is unknown what was prepared and whether the connection still works.
    const isReusable = wasPrepared && isLockTimeout(error)
    client.release(!isReusable && (error instanceof Error ? error : true))
    throw error
  }
  for (const { name } of [lock, statement]) if (name !== undefined) prepared.add(name)
  client.release()
  return rows
}

function parse(connection: Connection, { name = '', text }: Statement): void {
  connection.parse({ name, text, types: [] }, true)
}

function bind(connection: Connection, { name = '', values }: Statement): void {
  connection.bind({ portal: '', statement: name, values: values.map(String) }, true)
}
