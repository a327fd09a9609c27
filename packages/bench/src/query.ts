import { Client } from 'pg'
import type { z } from 'zod'

/** The rows of a query of a benchmark's own, over a connection of its own, however long it takes. */
export async function query<Row>(url: string, text: string, row: z.ZodType<Row>): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(text)
    return row.array().parse(rows)
  } finally {
    await client.end()
  }
}
