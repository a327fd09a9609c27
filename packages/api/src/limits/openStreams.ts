import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { TooManyRequestsError } from '../http/errors.ts'

/**
 * Counts one more open stream of the principal's; what it returns, that it has ended.
 * @throws {TooManyRequestsError} when the principal has as many open as it may
 */
export type OpenStream = (principal: Principal) => () => void

/** Streams end only when their readers do: a caller that is refused does not come back at once. */
const retryAfterSeconds = 5

/** So many open streams for each principal, by its kind, in this process. */
export function createStreamLimit(max: Record<Principal['kind'], number>): OpenStream {
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

/** A worker's tabs and devices; a service may watch for many workers. */
export const createWatchLimit = () => createStreamLimit({ worker: 20, service: 5_000 })

/** Each export holds one of so many connections, and keeps the process busy. No principal may have them all. */
export const createExportLimit = (connections: number) =>
  createStreamLimit({ worker: 1, service: Math.max(1, connections - 1) })
