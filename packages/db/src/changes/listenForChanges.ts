import type { ChangeFeed } from '../env.ts'
import type { ListenForChanges } from './change.ts'
import { followWal } from './followWal.ts'
import { listenForNotifications } from './listenForNotifications.ts'

/** Receives the changes of the database at the direct URL, in the way that CHANGE_FEED says. */
export const listenForChanges =
  (url: string, changeFeed: ChangeFeed): ListenForChanges =>
  (options) =>
    changeFeed === 'wal' ? followWal({ url }, options) : listenForNotifications(url, options)
