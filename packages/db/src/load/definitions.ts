import { sql } from 'drizzle-orm'
import type { Session } from './session.ts'
import { tableNames } from './tables.ts'

type Definition = { label: string; drop: string; create: string }

/**
 * Drops every index and every primary, unique, exclusion and foreign key constraint of the tables, and returns the statements that
 * create them again, in order: building an index over all rows takes a fraction of updating it row by row. They are read from the
 * catalog, so that no migration is repeated here. Checks stay, because they cost the same either way.
 */
export async function dropDefinitions(session: Session): Promise<Definition[]> {
  const definitions = [
    ...(await readConstraints(session, ['p', 'u', 'x'])),
    ...(await readIndexes(session)),
    ...(await readConstraints(session, ['f'])),
  ]
  for (const { drop } of definitions.toReversed()) await session.execute(drop)
  return definitions
}

/**
 * Drops every trigger of the tables, and returns the statements that create them again, disabled if they were. Disabling them is not enough: PostgreSQL
 * collects all inserted rows for a trigger that reads them, even while it is disabled.
 */
export async function dropTriggers(session: Session): Promise<Definition[]> {
  const { rows } = await session.execute<Definition>(sql`
    select
      g.tgname as label,
      format('drop trigger %I on %s', g.tgname, t.name) as drop,
      pg_get_triggerdef(g.oid)
        || case g.tgenabled when 'D' then format('; alter table %s disable trigger %I', t.name, g.tgname) else '' end as create
    from unnest(${sql.param(tableNames)}::text[]) t (name)
    join pg_trigger g on g.tgrelid = t.name::regclass
    where not g.tgisinternal
    order by t.name, g.tgname`)
  for (const { drop } of rows) await session.execute(drop)
  return rows
}

async function readConstraints(session: Session, types: string[]): Promise<Definition[]> {
  const { rows } = await session.execute<Definition>(sql`
    select
      c.conname as label,
      format('alter table %s drop constraint %I', t.name, c.conname) as drop,
      format('alter table %s add constraint %I %s', t.name, c.conname, pg_get_constraintdef(c.oid)) as create
    from unnest(${sql.param(tableNames)}::text[]) t (name)
    join pg_constraint c on c.conrelid = t.name::regclass
    where c.contype = any(${sql.param(types)}::"char"[])
    order by c.conname`)
  return rows
}

/** The indexes that do not belong to a constraint. */
async function readIndexes(session: Session): Promise<Definition[]> {
  const { rows } = await session.execute<Definition>(sql`
    select
      i.indexrelid::regclass::text as label,
      format('drop index %s', i.indexrelid::regclass) as drop,
      pg_get_indexdef(i.indexrelid) as create
    from unnest(${sql.param(tableNames)}::text[]) t (name)
    join pg_index i on i.indrelid = t.name::regclass
    where not exists (
      select from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid
    )
    order by label`)
  return rows
}
