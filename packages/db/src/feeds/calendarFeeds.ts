import { createHash, randomBytes } from 'node:crypto'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { assertHomeIsKnown, assertWorkerExists } from '../client/assertExists.ts'
import type { Database, Queryable, Server } from '../client/connect.ts'
import { withLockTimeout } from '../client/lockTimeout.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { calendarFeed, worker, type FeedKind } from '../schema.ts'
import { assertFilterExists, type ShiftFilter } from '../shifts/filter.ts'

/** How many feeds a worker may have that are not revoked. */
export const maxFeeds = 20

export interface CalendarFeed {
  id: number
  kind: FeedKind
  /** The filter as it was saved, not validated. Empty for claimed shifts. */
  filter: unknown
  /** ISO 8601. */
  createdAt: string
}

export interface CreateFeedParams {
  workerId: number
  kind: FeedKind
  filter: ShiftFilter
}

const columns = {
  id: calendarFeed.id,
  kind: calendarFeed.kind,
  filter: calendarFeed.filter,
  createdAt: calendarFeed.createdAt,
}

/** 256 random bits need no slow hash: nobody can guess them. */
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex')

/**
 * Creates a feed. Its secret, 43 characters of base64url, is returned this once and not stored.
 * @throws {NotFoundError} for an unknown worker, or an unknown facility in `facilityIds`
 * @throws {HomeUnknownError} if the filter measures from the worker's home, which is not known
 * @throws {ConflictError} if the worker has `maxFeeds` feeds
 */
export async function createFeed(
  db: Database<'primary'>,
  { workerId, kind, filter }: CreateFeedParams,
): Promise<{ id: number; secret: string }> {
  await assertFilterExists(db, filter)
  if (filter.withinMiles !== undefined && !filter.near) await assertHomeIsKnown(db, workerId)
  const secret = randomBytes(32).toString('base64url')
  return withLockTimeout(db, async (transaction) => {
    // Two calls at once must not exceed the limit together, and the worker must not be deleted meanwhile.
    const locked = await transaction.execute(
      sql`select from ${worker} where ${worker.id} = ${workerId}::int for no key update`,
    )
    if (locked.rowCount === 0) throw new NotFoundError('worker', [workerId])
    if ((await listFeeds(transaction, workerId)).length >= maxFeeds) throw new ConflictError('TOO_MANY_FEEDS')
    const { rows } = await transaction.execute<{ id: number }>(sql`
      insert into ${calendarFeed} (worker_id, kind, filter, secret_hash)
      values (${workerId}, ${kind}, ${JSON.stringify(filter)}, ${hashOf(secret)}) returning id`)
    const [created] = rows
    if (!created) throw new Error('The feed was not inserted.')
    return { id: created.id, secret }
  })
}

/**
 * The worker's feeds that are not revoked, by id.
 * @throws {NotFoundError} for an unknown worker
 */
export async function listFeeds(db: Queryable<Server>, workerId: number): Promise<CalendarFeed[]> {
  const feeds = await db
    .select(columns)
    .from(calendarFeed)
    .where(and(eq(calendarFeed.workerId, workerId), isNull(calendarFeed.revokedAt)))
    .orderBy(asc(calendarFeed.id))
  if (feeds.length === 0) await assertWorkerExists(db, workerId)
  return feeds
}

/**
 * Revokes the feed: its address no longer exists. Repeating it is no error.
 * @throws {NotFoundError} for an unknown worker or feed, and for a feed of another worker
 */
export async function revokeFeed(
  db: Database<'primary'>,
  { workerId, feedId }: { workerId: number; feedId: number },
): Promise<void> {
  const { rowCount } = await withLockTimeout(db, (transaction) =>
    transaction.execute(sql`
      update ${calendarFeed} set revoked_at = coalesce(revoked_at, now())
      where ${calendarFeed.id} = ${feedId}::int and ${calendarFeed.workerId} = ${workerId}::int`),
  )
  if (rowCount !== 0) return
  await assertWorkerExists(db, workerId)
  throw new NotFoundError('feed', [feedId])
}

/** The feed with this secret, and whose it is. Undefined if there is none, or if it is revoked. */
export async function findFeed(
  db: Queryable<'primary'>,
  secret: string,
): Promise<(CalendarFeed & { workerId: number }) | undefined> {
  const [feed] = await db
    .select({ ...columns, workerId: calendarFeed.workerId })
    .from(calendarFeed)
    .where(and(eq(calendarFeed.secretHash, hashOf(secret)), isNull(calendarFeed.revokedAt)))
  return feed
}
