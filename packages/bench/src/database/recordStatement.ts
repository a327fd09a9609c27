import { connect, type Database } from '@shifts/db'
import { z } from 'zod'

/** A prepared statement as it is sent to PostgreSQL. */
export const statement = z.object({ name: z.string(), text: z.string(), values: z.array(z.unknown()) })

export type Statement = z.output<typeof statement>

/** The one prepared statement that the product sends for `ask`: taken from its pool, so it never is a stale copy. */
export async function recordStatement(
  url: string,
  ask: (db: Database) => Promise<unknown>,
): Promise<Statement> {
  const { db, close } = connect(url)
  const pool = db.$client
  const query = pool.query.bind(pool)
  const sent: unknown[] = []
  const record = (config: Statement) => {
    sent.push(config)
    return query(config)
  }
  Object.defineProperty(pool, 'query', { value: record })
  await ask(db)
  await close()
  return z.tuple([statement]).parse(sent)[0]
}
