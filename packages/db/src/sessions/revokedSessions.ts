import { gt, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Database } from '../client/connect.ts'
import { revokedSession } from '../schema.ts'

/** A session that was signed out before its tokens expire. */
export interface RevokedSession {
  id: string
  /** ISO 8601. Afterwards every token of the session has expired anyway. */
  expiresAt: string
}

/** The channel on which a revoked session is published, once it is committed. */
export const revokedSessionChannel = 'revoked_session'

const payloadSchema = z.object({ id: z.string(), expiresAt: z.iso.datetime({ offset: true }) })

/** The session that a notification names; undefined if it is not in our format, for anybody may notify. */
export function readRevokedSession(payload = ''): RevokedSession | undefined {
  try {
    return payloadSchema.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}

/** Records that a session is signed out and publishes it. Deletes the expired ones. Repeating it is no error. */
export async function revokeSession(db: Database, { id, expiresAt }: RevokedSession): Promise<void> {
  const payload = JSON.stringify({ id, expiresAt })
  // Two of these at once could wait for each other's rows, so each leaves out what the other is deleting.
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

/** Every revoked session of which a token could still be valid. */
export function listRevokedSessions(db: Database): Promise<RevokedSession[]> {
  return db
    .select()
    .from(revokedSession)
    .where(gt(revokedSession.expiresAt, sql`now()`))
}
