import { findWorkerOfIdentity, getWorker, NotFoundError, type Database, type Identity } from '@shifts/db'
import type { JWTPayload } from 'jose'
import { z } from 'zod'
import { id } from '../values.ts'

/** The worker as whom a person signs in, by the verified claims of a token; undefined if there is none. */
export type FindWorker = (identity: Identity, claims: JWTPayload) => Promise<number | undefined>

const workerId = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(id)

/**
 * Finds workers by the claim `workerClaim`, which holds a worker's id as a number or as digits. Without it, finds the workers to whom
 * people were linked.
 */
export function createFindWorker(db: Database<'primary'>, workerClaim: string | undefined): FindWorker {
  if (workerClaim === undefined) return (identity) => findWorkerOfIdentity(db, identity)
  return async (_identity, claims) => {
    const claimed = workerId.safeParse(claims[workerClaim])
    return claimed.success && (await exists(db, claimed.data)) ? claimed.data : undefined
  }
}

async function exists(db: Database<'primary'>, worker: number): Promise<boolean> {
  try {
    await getWorker(db, worker)
    return true
  } catch (error) {
    if (error instanceof NotFoundError) return false
    throw error
  }
}
