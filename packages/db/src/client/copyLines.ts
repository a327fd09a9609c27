import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { PoolClient } from 'pg'
import { to } from 'pg-copy-streams'
import { socketOf } from './responseTimeout.ts'

const dialect = new PgDialect()

/** How many lines are processed within about two milliseconds, for which other requests have to wait. */
const maxBatch = 200

/**
 * Yields the rows of a query as batches of lines in PostgreSQL's text format, with tabs between columns, no faster than the caller
 * reads them. For very many rows this takes a fifth of the CPU time of the driver's rows. Values must not need escaping.
 * @param timeoutMs how long PostgreSQL may search for a row without sending one
 */
export async function* copyLines(
  client: PoolClient,
  query: SQL,
  timeoutMs: number,
): AsyncGenerator<string[]> {
  // COPY takes no parameters, so drizzle inlines and quotes the values.
  const { sql: text } = dialect.sqlToQuery(query.inlineParams())
  // Tracing needs the callback to see the end of the query.
  const rows = Object.assign(to(`copy (${text}) to stdout`), { callback() {} })
  const socket = socketOf(client)
  const { timeout: defaultTimeoutMs = 0 } = socket
  socket.setTimeout(timeoutMs)
  client.query(rows)
  let rest = ''
  try {
    for await (const chunk of rows.setEncoding('utf8')) {
      const lines = `${rest}${String(chunk)}`.split('\n')
      rest = lines.pop() ?? ''
      for (let at = 0; at < lines.length; at += maxBatch) yield lines.slice(at, at + maxBatch)
    }
  } finally {
    rows.callback()
    socket.setTimeout(defaultTimeoutMs)
  }
}
