import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { describePrincipal, type Principal } from '../auth/permissions.ts'
import { TooManyRequestsError } from '../http/errors.ts'
import { networkOf } from './network.ts'

/** Whose calls are counted: a principal's, or those of an address where the caller has no valid token. */
export type Caller = Principal | { kind: 'address'; address: string }

/**
 * Counts `cost` calls of the caller, 1 if left out. With 0 it only checks.
 * @throws {TooManyRequestsError} when the caller has exceeded its rate
 */
export type LimitRate = (caller: Caller, cost?: number) => Promise<void>

/** So many calls a minute for each caller, counted in this process alone. */
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

const keyOf = (caller: Caller): string =>
  caller.kind === 'address' ? `address:${networkOf(caller.address)}` : describePrincipal(caller)
