import { escapeLiteral } from 'pg'
import { z } from 'zod'
import { withClient } from './query.ts'
import type { Statement } from './recordStatement.ts'

/** So often PostgreSQL plans a prepared statement for its values; from then on it may do with one plan for all. */
const plannedForValues = 5

const scalar = z.union([z.string(), z.number(), z.null()])
const line = z.object({ 'QUERY PLAN': z.string() })

/** The plan by which PostgreSQL executes a prepared statement that was executed before, with how many rows each step gave. */
export function explain(url: string, { text, values }: Statement): Promise<string> {
  const literals = z
    .array(scalar)
    .parse(values)
    .map((value) => (value === null ? 'null' : escapeLiteral(String(value))))
  const execute = `execute explained(${literals.join(', ')})`
  return withClient(url, async (client) => {
    await client.query(`prepare explained as ${text}`)
    for (let time = 0; time < plannedForValues; time++) await client.query(execute)
    const { rows } = await client.query(
      `explain (analyze, costs off, timing off, buffers off, summary off) ${execute}`,
    )
    return line
      .array()
      .parse(rows)
      .map((row) => row['QUERY PLAN'])
      .join('\n')
  })
}
