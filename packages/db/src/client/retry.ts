import { isWorthRetrying } from '../errors.ts'

/** Deadlocks and serialization failures pass at once, so a few attempts are enough unless the load is too high. */
const attempts = 5

/** Runs `work` again if another transaction got in its way: a deadlock, a serialization failure or a ChangedMeanwhileError. */
export async function retryingConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === attempts || !isWorthRetrying(error)) throw error
    }
  }
}
