import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { TooManyRequestsError } from '../http/errors.ts'
import { networkOf } from './network.ts'

/** For whom a call is counted: the principal, or the client's address if the caller has no valid token. */
export type Caller = Principal | { kind: 'address'; address: string }

/** A reader of a calendar feed, who needs no token. */
export interface FeedReader {
  kind: 'feed'
  feedId: number
}

/**
 * Counts `cost` calls of the caller (default 1). A cost of 0 only checks the limit.
 * @throws {TooManyRequestsError} when the caller has exceeded its rate
 */
export type LimitRate = (caller: Caller | FeedReader, cost?: number) => Promise<void>

/** Limits each caller to `callsPerMinute`, counted in this process only. */
export function createRateLimiter(callsPerMinute: number): LimitRate {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 })
  return async (caller, cost = 1) => {
    try {
      await limiter.consume(keyOf(caller), cost)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new TooManyRequestsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)))
    }
  }
}

function keyOf(caller: Caller | FeedReader): string {
  if (caller.kind === 'address') return `address:${networkOf(caller.address)}`
  return caller.kind === 'feed' ? `feed:${caller.feedId}` : describePrincipal(caller)
}
