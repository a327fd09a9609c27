import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Queryable } from './connect.ts'

/** A position in the write-ahead log, as a number of 64 bits. A server that has replayed it has every commit before it. */
export type WalPosition = bigint

/** Parses a position as PostgreSQL writes it, such as 16/B374D848. */
export const walPosition = z
  .string()
  .regex(/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/, 'must be a position in the log such as 16/B374D848')
  .transform((text): WalPosition => {
    const [high = '', low = ''] = text.split('/')
    return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
  })

/** Writes a position as PostgreSQL does. */
export const formatWalPosition = (position: WalPosition): string =>
  `${(position >> 32n).toString(16)}/${(position & 0xffffffffn).toString(16)}`.toUpperCase()

/** The later one. A position that is undefined is earlier than any other. */
export const laterPosition = (
  one: WalPosition | undefined,
  other: WalPosition | undefined,
): WalPosition | undefined => (one !== undefined && (other === undefined || one > other) ? one : other)

/** The end of what the primary has inserted into its log: everything that was committed is before it. */
export async function currentPosition(primary: Queryable<'primary'>): Promise<WalPosition> {
  // Not pg_current_wal_lsn, which may be before the record of an asynchronous commit. Where a page of the log has no record yet, a
  // standby has replayed everything before the page, but not its header: of 24 bytes, or 40 on the first page of a file
  // (xlog_internal.h).
  const { rows } = await primary.execute(sql`
    select (lsn - case
      when (lsn - '0/0') % pg_size_bytes(current_setting('wal_segment_size')) = 40 then 40
      when (lsn - '0/0') % current_setting('wal_block_size')::int = 24 then 24
      else 0
    end::numeric)::text as position
    from pg_current_wal_insert_lsn() lsn`)
  return positionRow.parse(rows[0]).position
}

const positionRow = z.object({ position: walPosition })
