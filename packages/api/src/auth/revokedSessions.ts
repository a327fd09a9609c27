import { listRevokedSessions, reasonOf, revokeSession, type Database, type RevokedSession } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Notifications arrive at once. Polling finds sessions that were revoked while no connection listened. */
const pollMs = 30_000

export interface RevokedSessions {
  /** Whether the session was signed out, here or by another process. Waits only for the first refresh after the start. */
  isRevoked: (sessionId: string) => Promise<boolean>
  /** Adds a session that the database has published as revoked. */
  add: (session: RevokedSession) => void
  /**
   * Signs a session out: at once in this process, and in all others as soon as the database has published it.
   * @throws what the database throws; then the session is signed out in this process only, until a later attempt succeeds
   */
  revoke: (session: RevokedSession) => Promise<void>
  stop: () => void
}

/** Keeps a list in memory of signed-out sessions that have not expired, and updates it until `stop`. */
export function createRevokedSessions({
  db,
  logger,
}: {
  db: Database<'primary'>
  logger: Logger
}): RevokedSessions {
  const expiries = new Map<string, number>()
  /** Sessions that were signed out here while they could not be written to the database. */
  const unwritten = new Set<RevokedSession>()

  function add({ id, expiresAt }: RevokedSession): void {
    expiries.set(id, Date.parse(expiresAt))
  }

  async function refresh(): Promise<void> {
    for (const [id, expiresAt] of expiries) if (expiresAt < Date.now()) expiries.delete(id)
    try {
      for (const session of unwritten) await write(session)
      for (const session of await listRevokedSessions(db)) add(session)
    } catch (error) {
      logger.warn({ reason: reasonOf(error) }, 'the revoked sessions could not be read or written')
    }
  }

  async function write(session: RevokedSession): Promise<void> {
    unwritten.add(session)
    await revokeSession(db, session)
    unwritten.delete(session)
  }

  const firstRefresh = refresh()
  const timer = setInterval(() => void refresh(), pollMs).unref()

  return {
    async isRevoked(sessionId) {
      await firstRefresh
      return expiries.has(sessionId)
    },
    add,
    async revoke(session) {
      add(session)
      await write(session)
    },
    stop: () => clearInterval(timer),
  }
}
