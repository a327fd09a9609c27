import { connect, type Database, type OnlyServer } from '@shifts/db'
import { z } from 'zod'

/** A prepared statement as it is sent to PostgreSQL. */
export const statement = z.object({ name: z.string(), text: z.string(), values: z.array(z.unknown()) })

export type Statement = z.output<typeof statement>

/** Records the one prepared statement that the product sends in `run`, so that benchmarks always use the current one. */
export async function recordStatement(
  url: string,
  run: (db: Database<OnlyServer>) => Promise<unknown>,
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
  await run(db)
  await close()
  return z.tuple([statement]).parse(sent)[0]
}
