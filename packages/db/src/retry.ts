import { isWorthRetrying } from './errors.ts'

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

/** What was found is not so any more. It bears the code that PostgreSQL gives when it notices. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError'
  readonly code = '40001'
}
