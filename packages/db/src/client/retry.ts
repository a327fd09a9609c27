import { isWorthRetrying } from '../errors.ts'

/** Conflicts with other transactions are over quickly, so a few attempts are enough unless the load is too high. */
const attempts = 5

/** Runs `work`, and repeats it after a deadlock, a serialization failure or a ChangedMeanwhileError. */
export async function retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isWorthRetrying(error)) throw error
    }
  }
}
