import { escapeLiteral } from 'pg'
import { z } from 'zod'
import { withClient } from './query.ts'
import type { Statement } from './recordStatement.ts'

/** PostgreSQL plans the first executions of a prepared statement for their values. Later it may use a generic plan. */
const plannedForValues = 5

const scalar = z.union([z.string(), z.number(), z.null()])
const line = z.object({ 'QUERY PLAN': z.string() })

/** The plan of a prepared statement after its first executions, with the rows of each step. */
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
