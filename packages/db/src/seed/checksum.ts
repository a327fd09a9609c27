import type { Session } from './session.ts'

/** The columns of every table, enums as text: an enum's own hash differs from database to database. */
const columnsByTable = {
  worker: 't.id, t.name, t.profession::text, t.is_active',
  facility: 't.id, t.name, t.time_zone, t.is_active',
  document: 't.id, t.name, t.is_active',
  facility_requirement: 't.facility_id, t.document_id',
  document_worker: 't.worker_id, t.document_id',
  shift: 't.id, t.facility_id, t.profession::text, t.starts_at, t.ends_at, t.is_deleted, t.worker_id, t.claimed_at',
}

/** Sixteen hexadecimal digits that stand for every row of every table, in whatever order the rows are stored. */
export async function checksum(session: Session): Promise<string> {
  const hashes = Object.entries(columnsByTable).map(
    // The outer hash ties the columns of a row together: values swapped between two rows show.
    ([table, columns], salt) =>
      `select bit_xor(hashint8extended(hash_record_extended(row(${columns}), 0), ${salt})) as hash from ${table} t`,
  )
  const { rows } = await session.execute<{ checksum: string }>(
    `select lpad(to_hex(bit_xor(h.hash)), 16, '0') as checksum from (${hashes.join(' union all ')}) h`,
  )
  return rows.map((row) => row.checksum).join()
}
