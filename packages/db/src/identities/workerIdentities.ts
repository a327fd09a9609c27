import { and, asc, eq } from 'drizzle-orm'
import { assertWorkerExists } from '../client/assertExists.ts'
import type { Database, Queryable } from '../client/connect.ts'
import { workerIdentity } from '../schema.ts'
import type { Identity } from './identity.ts'
import { revokeProviderSessions } from './providerSessions.ts'

export interface WorkerIdentity extends Identity {
  workerId: number
}

const isIdentity = ({ issuer, subject }: Identity) =>
  and(eq(workerIdentity.issuer, issuer), eq(workerIdentity.subject, subject))

/** The id of the worker as whom the person signs in; undefined if none is linked. */
export async function findWorkerOfIdentity(
  db: Queryable<'primary'>,
  identity: Identity,
): Promise<number | undefined> {
  const [found] = await db
    .select({ workerId: workerIdentity.workerId })
    .from(workerIdentity)
    .where(isIdentity(identity))
  return found?.workerId
}

/** The linked persons, of all workers or of one, by worker, issuer and subject. */
export function listIdentities(db: Queryable<'primary'>, workerId?: number): Promise<WorkerIdentity[]> {
  return db
    .select()
    .from(workerIdentity)
    .where(workerId === undefined ? undefined : eq(workerIdentity.workerId, workerId))
    .orderBy(asc(workerIdentity.workerId), asc(workerIdentity.issuer), asc(workerIdentity.subject))
}

/**
 * Lets the person sign in as the worker, and no longer as another one. All its sessions end. A worker may have several
 * identities, such as one at each provider.
 * @returns the worker to whom the person was linked before, if any
 * @throws {NotFoundError} for an unknown worker
 */
export async function linkIdentity(
  db: Database<'primary'>,
  { workerId, ...identity }: WorkerIdentity,
): Promise<number | undefined> {
  await assertWorkerExists(db, workerId)
  const previous = await findWorkerOfIdentity(db, identity)
  await db
    .insert(workerIdentity)
    .values({ ...identity, workerId })
    .onConflictDoUpdate({
      target: [workerIdentity.issuer, workerIdentity.subject],
      set: { workerId },
    })
  await endSessions(db, identity)
  return previous
}

/**
 * The person can no longer sign in, and all its sessions end.
 * @returns the worker to whom the person was linked, if any, and how many sessions were ended
 */
export async function unlinkIdentity(
  db: Database<'primary'>,
  identity: Identity,
): Promise<{ workerId: number | undefined; sessions: number }> {
  const [unlinked] = await db
    .delete(workerIdentity)
    .where(isIdentity(identity))
    .returning({ workerId: workerIdentity.workerId })
  return { workerId: unlinked?.workerId, sessions: await endSessions(db, identity) }
}

/**
 * Ends the sessions after the change of the link is committed: who signs in meanwhile has recorded a session before reading the
 * link, so that either the session is found here, or the new link is read there.
 */
const endSessions = async (db: Database<'primary'>, identity: Identity): Promise<number> =>
  (await revokeProviderSessions(db, identity)).length
