import { open, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client } from 'pg'
import { to } from 'pg-copy-streams'
import { assertDirect } from '../client/pgBouncer.ts'
import { withClient } from '../client/withClient.ts'
import { shownInterval } from '../feeds/listClaimHistory.ts'
import { UserError } from '../userError.ts'

/** The claims cannot be archived. The message says why. */
export class ArchiveError extends UserError {
  override readonly name = 'ArchiveError'
}

export interface ArchiveParams {
  /** A date, YYYY-MM-DD. The day begins at midnight UTC. */
  before: string
  /** The path of a file that does not exist yet. */
  file: string
}

/** Nothing waits for a batch, because nobody changes these rows. */
const batchSize = 5_000

/**
 * Moves the history of the shifts that started before a date from the database to a file: claims, releases and changes, as CSV
 * with a header, by time. The history of a shift that no longer exists counts by when it happened. Nothing is deleted before the
 * file is complete on disk, and claims can be made meanwhile.
 * @param url of the owner of the tables
 * @returns how many rows were moved
 * @throws {ArchiveError} if calendar feeds still count these rows, the file exists, or it is incomplete
 * @throws {BehindPgBouncerError} for a URL of PgBouncer
 */
export function archiveClaims(url: string, { before, file }: ArchiveParams): Promise<number> {
  return withClient(
    assertDirect(url),
    async (client) => {
      await client.query(`set timezone = 'UTC'; set datestyle = 'ISO'`)
      await assertNotShown(client, before)
      const count = await selectRows(client, before)
      await writeArchive(client, file, count)
      await deleteRows(client, count)
      return count
    },
    'open-shifts retain',
  )
}

async function assertNotShown(client: Client, before: string): Promise<void> {
  const { rows } = await drizzle(client).execute<{ latest: string }>(sql`
    select latest::text from (select (now() - ${shownInterval})::date) shown (latest) where ${before}::date > latest`)
  const [found] = rows
  if (found === undefined) return
  throw new ArchiveError(
    `Calendar feeds show the shifts of the last year and count their claims, so the latest date is ${found.latest}.`,
  )
}

/** Copies the rows into a temporary table, so that exactly what was archived is deleted. */
async function selectRows(client: Client, before: string): Promise<number> {
  const isOver = (at: string) => `coalesce(starts_at, ${at}) < ${client.escapeLiteral(before)}::timestamptz`
  await client.query(`
    create temporary table archived as
    select row_number() over (order by happened_at, source, id) as position, *
    from (
      select 'claim_event' as source, claim_event.id, shift_id, claim_event.worker_id, action::text, happened_at, principal, request_id
      from public.claim_event left join public.shift on shift.id = shift_id where ${isOver('happened_at')}
      union all
      select 'claimed_shift_change', claimed_shift_change.id, shift_id, claimed_shift_change.worker_id, 'change', changed_at, null, null
      from public.claimed_shift_change left join public.shift on shift.id = shift_id where ${isOver('changed_at')}
    ) history;
    create index on archived (position);
    analyze archived`)
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from archived')
  return rows[0]?.count ?? 0
}

/** Writes the file, and returns when the disk has it. */
async function writeArchive(client: Client, file: string, count: number): Promise<void> {
  const handle = await createFile(file)
  try {
    const rows = client.query(
      to(`copy (
        select source, id, shift_id, worker_id, action, happened_at, principal, request_id from archived order by position
      ) to stdout (format csv, header)`),
    )
    await pipeline(rows, handle.createWriteStream({ flush: true }))
    if (rows.rowCount !== count)
      throw new ArchiveError(`PostgreSQL sent ${rows.rowCount} rows of ${count}. Nothing was deleted.`)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(file)
    throw error
  }
}

/** Only its owner may read the file, which says who worked where. */
async function createFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx', 0o600)
  } catch (cause) {
    throw new ArchiveError(`The archive cannot be created: ${String(cause)}`, { cause })
  }
}

/** Without this the file may be lost when the machine fails. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function deleteRows(client: Client, count: number): Promise<void> {
  for (let done = 0; done < count; done += batchSize) {
    const isInBatch = `archived.position > ${done} and archived.position <= ${done + batchSize}`
    await client.query('begin; set local open_shifts.is_archived = on')
    for (const table of ['claim_event', 'claimed_shift_change'])
      await client.query(
        `delete from public.${table} using archived where source = '${table}' and ${table}.id = archived.id and ${isInBatch}`,
      )
    await client.query('commit')
  }
}
