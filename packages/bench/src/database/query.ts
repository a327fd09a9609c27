import { Client } from 'pg'
import type { z } from 'zod'

/** Runs a query on a new connection without a timeout, and returns its rows. */
export function query<Row>(
  url: string,
  text: string,
  row: z.ZodType<Row>,
  values: unknown[] = [],
): Promise<Row[]> {
  return withClient(url, async (client) => row.array().parse((await client.query(text, values)).rows))
}

/** Executes the statements one after the other. */
export function execute(url: string, ...statements: string[]): Promise<void> {
  return withClient(url, async (client) => {
    for (const statement of statements) await client.query(statement)
  })
}

/** Runs `work` with a new connection, and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
