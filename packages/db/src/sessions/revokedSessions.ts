import { gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../client/connect.ts'
import { revokedSession } from '../schema.ts'

/** A session that was signed out before its tokens expire. */
export interface RevokedSession {
  id: string
  /** ISO 8601. By then every token of the session has expired. */
  expiresAt: string
}

/** The channel on which a revoked session is published, once it is committed. */
export const revokedSessionChannel = 'revoked_session'

const payloadSchema = z.object({ id: z.string(), expiresAt: z.iso.datetime({ offset: true }) })

/** The session of a notification. Undefined if it is invalid, because any role may notify on the channel. */
export function readRevokedSession(payload = ''): RevokedSession | undefined {
  try {
    return payloadSchema.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}

/** Records and publishes that a session is signed out, and deletes expired records. Repeating it is no error. */
export async function revokeSession(
  db: Database<'primary'>,
  { id, expiresAt }: RevokedSession,
): Promise<void> {
  const payload = JSON.stringify({ id, expiresAt })
  // Skips rows that another call is deleting, so that two calls at once cannot deadlock.
  await db.execute(sql`
    with expired as (
      delete from ${revokedSession} where id in (
        select id from ${revokedSession} where expires_at < now() for update skip locked
      )
    ), revoked as (
      insert into ${revokedSession} (id, expires_at) values (${id}, ${expiresAt}::timestamptz)
      on conflict do nothing
    )
    select pg_notify(${revokedSessionChannel}, ${payload})`)
}

/** Every revoked session that may still have an unexpired token. */
export function listRevokedSessions(db: Database<'primary'>): Promise<RevokedSession[]> {
  return db
    .select()
    .from(revokedSession)
    .where(gt(revokedSession.expiresAt, sql`now()`))
}
