import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { type PgColumn, PgEnumColumn, type PgTable } from 'drizzle-orm/pg-core'
import { facility } from '@shifts/db/schema'
import type { Session } from './session.ts'
import { tables } from './tables.ts'

/** Sixteen hexadecimal digits that stand for every row of every table, in whatever order the rows are stored. */
export async function checksum(session: Session): Promise<string> {
  const { rows } = await session.execute<{ checksum: string }>(
    `select lpad(to_hex(bit_xor(h.hash)), 16, '0') as checksum from (${tables.map(tableHash).join(' union all ')}) h`,
  )
  return rows.map((row) => row.checksum).join()
}

/** The outer hash binds the columns of a row together: a value that changes places with another row's shows. */
function tableHash(table: PgTable, salt: number): string {
  const columns = Object.values(getTableColumns(table)).filter(isDrawn).map(hashable).join(', ')
  const hash = `hashint8extended(hash_record_extended(row(${columns}), 0), ${salt})`
  return `select bit_xor(${hash}) as hash from ${getTableName(table)} t`
}

/** What follows from other rows tells nothing of its own. */
const isDrawn = (column: PgColumn): boolean => column !== facility.requiredDocumentIds

/** An enum's own hash is another one in each database; the place of its value is the same in all. */
function hashable(column: PgColumn): string {
  const name = `t.${column.name}`
  if (!is(column, PgEnumColumn)) return name
  return `case ${name} ${column.enumValues.map((value, place) => `when '${value}' then ${place}`).join(' ')} end`
}
