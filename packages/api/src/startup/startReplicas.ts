import { watchReplicas, type Replicas } from '@shifts/db'
import type { Logger } from '../http/logger.ts'

/** Watches the replicas, and logs when one is left out and when it is used again. Undefined if there are none. */
export function startReplicas(
  env: { DATABASE_URL: string; DATABASE_REPLICA_URLS: readonly string[] },
  logger: Logger,
): Replicas | undefined {
  if (env.DATABASE_REPLICA_URLS.length === 0) return undefined
  return watchReplicas({
    primaryUrl: env.DATABASE_URL,
    replicaUrls: env.DATABASE_REPLICA_URLS,
    onProblem(replica, problem) {
      if (problem === undefined) logger.info({ replica }, 'the replica is used')
      else logger.warn({ replica, reason: problem }, 'the replica is left out')
    },
  })
}
