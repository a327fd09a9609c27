import { sql } from 'drizzle-orm'
import type { Session } from './session.ts'
import { tables } from './tables.ts'

type Definition = { label: string; drop: string; create: string }

/**
 * Drops the keys, constraints and indexes of every table and returns what makes them again, in order: to build one
 * over all rows takes a fraction of keeping it row by row. Read from the catalog, so no migration is repeated here.
 */
export async function dropDefinitions(session: Session): Promise<Definition[]> {
  const definitions = [
    ...(await readConstraints(session, ['p', 'u', 'x', 'c'])),
    ...(await readIndexes(session)),
    ...(await readConstraints(session, ['f'])),
  ]
  for (const { drop } of definitions.toReversed()) await session.execute(drop)
  return definitions
}

/** One statement a table, which reads its rows once for all of its checks. */
async function readConstraints(session: Session, types: string[]): Promise<Definition[]> {
  const { rows } = await session.execute<Definition>(sql`
    select
      'constraints of ' || t.name as label,
      format('alter table %s ', t.name) || string_agg(format('drop constraint %I', c.conname), ', ') as drop,
      format('alter table %s ', t.name)
        || string_agg(format('add constraint %I %s', c.conname, pg_get_constraintdef(c.oid)), ', ') as create
    from unnest(${sql.param(tables)}::text[]) t (name)
    join pg_constraint c on c.conrelid = t.name::regclass
    where c.contype = any(${sql.param(types)}::"char"[])
    group by t.name
    order by t.name`)
  return rows
}

/** The indexes that are not a constraint's own. */
async function readIndexes(session: Session): Promise<Definition[]> {
  const { rows } = await session.execute<Definition>(sql`
    select
      'index ' || i.indexrelid::regclass as label,
      format('drop index %s', i.indexrelid::regclass) as drop,
      pg_get_indexdef(i.indexrelid) as create
    from unnest(${sql.param(tables)}::text[]) t (name)
    join pg_index i on i.indrelid = t.name::regclass
    where not exists (
      select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid
    )
    order by label`)
  return rows
}
