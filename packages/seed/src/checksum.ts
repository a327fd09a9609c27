import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { type PgColumn, PgEnumColumn, type PgTable } from 'drizzle-orm/pg-core'
import { facility } from '@shifts/db/schema'
import { tables, type Session } from '@shifts/db/load'

/** A checksum of every row of every table, as 16 hexadecimal digits. It does not depend on the order of the rows. */
export async function checksum(session: Session): Promise<string> {
  const { rows } = await session.execute<{ checksum: string }>(
    `select lpad(to_hex(bit_xor(h.hash)), 16, '0') as checksum from (${tables.map(tableHash).join(' union all ')}) h`,
  )
  return rows.map((row) => row.checksum).join()
}

/** The outer hash combines the columns of a row, so that swapping a value between two rows changes the checksum. */
function tableHash(table: PgTable, salt: number): string {
  const columns = Object.values(getTableColumns(table)).filter(isSeeded).map(hashable).join(', ')
  const hash = `hashint8extended(hash_record_extended(row(${columns}), 0), ${salt})`
  return `select bit_xor(${hash}) as hash from ${getTableName(table)} t`
}

/** A column that is computed from other rows adds nothing to the checksum. */
const isSeeded = (column: PgColumn): boolean => column !== facility.requiredDocumentIds

/** PostgreSQL's hash of an enum value differs between databases, so its position in the enum is hashed. */
function hashable(column: PgColumn): string {
  const name = `t.${column.name}`
  if (!is(column, PgEnumColumn)) return name
  return `case ${name} ${column.enumValues.map((value, rank) => `when '${value}' then ${rank}`).join(' ')} end`
}
