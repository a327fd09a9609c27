import { Client } from 'pg'
import type { z } from 'zod'

/** The rows of a query of a benchmark's own, over a connection of its own, however long it takes. */
export function query<Row>(
  url: string,
  text: string,
  row: z.ZodType<Row>,
  values: unknown[] = [],
): Promise<Row[]> {
  return withClient(url, async (client) => row.array().parse((await client.query(text, values)).rows))
}

/** Statements, one after the other, for what they do. */
export function execute(url: string, ...statements: string[]): Promise<void> {
  return withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

/** A connection for the time of `work`. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
