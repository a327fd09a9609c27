import { z } from 'zod'
import type { DatabaseCopy, Databases } from './databases.ts'
import { execute, query } from './query.ts'

const found = z.object({ name: z.string() })

/** Copies the database without the product's indexes: it keeps only primary and foreign keys. */
export async function plainCopy(databases: Databases, url: string): Promise<DatabaseCopy> {
  const copy = await databases.copyOf(url)
  const indexes = await query(
    copy.url,
    `select indexrelid::regclass::text as name from pg_index
     where indrelid = 'shift'::regclass and not indisprimary and not indisexclusion`,
    found,
  )
  await execute(
    copy.url,
    'alter table shift drop constraint shift_claims_do_not_overlap',
    ...indexes.map(({ name }) => `drop index ${name}`),
    'vacuum analyze',
  )
  return copy
}
