import { isWorthRetrying } from '../errors.ts'

/** Deadlocks and serialization failures are over at once; whoever fails so often has more than bad luck. */
const attempts = 5

/** Does `work` again while it loses against other transactions. */
export async function retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isWorthRetrying(error)) throw error
    }
  }
}
