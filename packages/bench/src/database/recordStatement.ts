import { connect, type Database } from '@shifts/db'
import { z } from 'zod'
import { statement, type Statement } from '../load/spec.ts'

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
