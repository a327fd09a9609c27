import type { Pool } from 'pg'
import { isReadOnlyTransaction } from '../errors.ts'

/** A database may also be read-only for hours, and its connections still serve reads. */
const minIntervalMs = 1_000

/**
 * Closes the pool's idle connections after a write was refused because the server is read-only: it may have become a standby, and
 * new connections lead to the new primary.
 */
export function dropStandbyConnections(pool: Pool): void {
  let droppedAt = -Infinity
  pool.on('release', (error) => {
    if (!isReadOnlyTransaction(error) || performance.now() - droppedAt < minIntervalMs) return
    droppedAt = performance.now()
    for (let idle = pool.idleCount; idle > 0; idle--)
      pool.connect().then(
        (client) => client.release(true),
        // The pool is being closed.
        () => {},
      )
  })
}
