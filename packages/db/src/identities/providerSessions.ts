import { and, eq, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '../client/connect.ts'
import { providerSession, revokedSession } from '../schema.ts'
import {
  readRevokedSession,
  revokedSessionChannel,
  type RevokedSession,
} from '../sessions/revokedSessions.ts'
import type { Identity } from './identity.ts'

/** A session that was started by signing in at an identity provider. */
export interface ProviderSession extends Identity {
  /** The id of our session. */
  sessionId: string
  /** The provider's id of its session, if the provider tells it. */
  providerSessionId: string | undefined
  /** The token by which the provider recognises its session. */
  idToken: string
  /** ISO 8601. By then every token of our session has expired. */
  expiresAt: string
}

/** Records the session, and deletes expired records. */
export async function saveProviderSession(db: Database<'primary'>, session: ProviderSession): Promise<void> {
  const { sessionId, issuer, subject, providerSessionId = null, idToken, expiresAt } = session
  // Skips rows that another call is deleting, so that two calls at once cannot deadlock.
  await db.execute(sql`
    with expired as (
      delete from ${providerSession} where session_id in (
        select session_id from ${providerSession} where expires_at < now() for update skip locked
      )
    )
    insert into ${providerSession} (session_id, issuer, subject, provider_session_id, id_token, expires_at)
    values (${sessionId}, ${issuer}, ${subject}, ${providerSessionId}, ${idToken}, ${expiresAt}::timestamptz)`)
}

/** Deletes the record of the session and returns its ID token; undefined if it was not started at an identity provider. */
export async function deleteProviderSession(
  db: Database<'primary'>,
  sessionId: string,
): Promise<string | undefined> {
  const [deleted] = await db
    .delete(providerSession)
    .where(eq(providerSession.sessionId, sessionId))
    .returning({ idToken: providerSession.idToken })
  return deleted?.idToken
}

/** Whose sessions end: all of a person, one session of the provider, or both conditions together. */
export interface EndedAtProvider {
  issuer: string
  subject?: string | undefined
  providerSessionId?: string | undefined
}

/** A provider that names its session only when it ends means all sessions of the person whose names it did not tell. */
const isSessionOfProvider = (id: string, subject: string | undefined) => {
  const isNamed = eq(providerSession.providerSessionId, id)
  return subject === undefined ? isNamed : or(isNamed, isNull(providerSession.providerSessionId))
}

/** Revokes and publishes the sessions that ended at the provider. Repeating it is no error. */
export async function revokeProviderSessions(
  db: Pick<Database<'primary'>, 'execute'>,
  { issuer, subject, providerSessionId }: EndedAtProvider,
): Promise<RevokedSession[]> {
  const conditions = and(
    eq(providerSession.issuer, issuer),
    subject === undefined ? undefined : eq(providerSession.subject, subject),
    providerSessionId === undefined ? undefined : isSessionOfProvider(providerSessionId, subject),
  )
  const { rows } = await db.execute<{ payload: string }>(sql`
    with ended as (
      delete from ${providerSession} where ${conditions} returning session_id as id, expires_at
    ), revoked as (
      insert into ${revokedSession} (id, expires_at) select id, expires_at from ended on conflict do nothing
    ), published as (
      select json_build_object('id', id, 'expiresAt', expires_at)::text as payload from ended
    )
    select payload, pg_notify(${revokedSessionChannel}, payload) from published`)
  return rows.flatMap(({ payload }) => readRevokedSession(payload) ?? [])
}
