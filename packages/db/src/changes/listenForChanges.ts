import type { Replicas } from '../client/replicas.ts'
import { isBehindPgBouncer } from '../client/pgBouncer.ts'
import type { ChangeFeed } from '../env.ts'
import type { ListenForChanges } from './change.ts'
import { followWal } from './followWal.ts'
import { listenForNotifications } from './listenForNotifications.ts'

export interface ChangesSource {
  /** The direct URL of the primary. */
  primaryUrl: string
  changeFeed: ChangeFeed
  replicas?: Replicas | undefined
}

/**
 * Receives the changes of a database in the way that CHANGE_FEED says. The write-ahead log is that of the server from which the host
 * reads. Where that is behind a PgBouncer it is the primary's, and the changes wait until the replica has them.
 */
export const listenForChanges =
  ({ primaryUrl, changeFeed, replicas }: ChangesSource): ListenForChanges =>
  (options) => {
    if (changeFeed === 'notify') return listenForNotifications(primaryUrl, options)
    return followWal(() => {
      const outdated = replicas?.changed()
      const replica = replicas?.current()
      if (replica === undefined || isBehindPgBouncer(replica.url)) return { url: primaryUrl, outdated }
      return { url: replica.url, primaryUrl, outdated }
    }, options)
  }
