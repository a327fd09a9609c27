import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { TooManyRequestsError } from '../http/errors.ts'

/**
 * Counts a stream of the principal as started. The returned function counts it as ended.
 * @throws {TooManyRequestsError} when the principal has as many streams as it may
 */
export type OpenStream = (principal: Principal) => () => void

/** A stream lasts until its reader ends it, so an immediate retry would rarely succeed. */
const retryAfterSeconds = 5

/** Limits the streams that each principal has at once in this process. `max` depends on the kind of principal. */
function createStreamLimit(max: Record<Principal['kind'], number>): OpenStream {
  const open = new Map<string, number>()
  return (principal) => {
    const key = describePrincipal(principal)
    const count = open.get(key) ?? 0
    if (count >= max[principal.kind]) throw new TooManyRequestsError(retryAfterSeconds)
    open.set(key, count + 1)
    let hasEnded = false
    return () => {
      if (hasEnded) return
      hasEnded = true
      const left = (open.get(key) ?? 1) - 1
      if (left > 0) open.set(key, left)
      else open.delete(key)
    }
  }
}

/** A worker needs one stream for each tab and device. A service may watch for many workers. */
export const createWatchLimit = () => createStreamLimit({ worker: 20, service: 5_000 })

/** Each export uses one of `connections` database connections. A service leaves at least one of several to others. */
export const createExportLimit = (connections: number) =>
  createStreamLimit({ worker: 1, service: Math.max(1, connections - 1) })
