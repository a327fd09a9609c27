import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { describePrincipal, type Principal } from './auth/principal.ts'
import { TooManyRequestsError } from './errors.ts'

/** Counts a call of the principal's. Throws TooManyRequestsError when it was one too many. */
export type LimitRate = (principal: Principal) => Promise<void>

/** So many calls a minute for each principal, counted in this process alone. */
export function createRateLimiter(callsPerMinute: number): LimitRate {
  const limiter = new RateLimiterMemory({ points: callsPerMinute, duration: 60 })
  return async (principal) => {
    try {
      await limiter.consume(describePrincipal(principal))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      throw new TooManyRequestsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)))
    }
  }
}
