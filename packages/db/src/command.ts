import { UserError } from './userError.ts'

export { UserError }

/** The arguments of a command are wrong. */
export class UsageError extends UserError {
  override readonly name = 'UsageError'
}

/** The user interrupted the command. */
export class InterruptedError extends UserError {
  override readonly name = 'InterruptedError'
}

/** Runs the main function of a command. If it fails, prints the error and ends the process with status 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof UserError ? error.message : error)
    process.exit(1)
  })
}

/** Rejects with InterruptedError on SIGINT (Ctrl-C), SIGTERM or SIGHUP (a closed terminal). */
export function interrupted(): Promise<never> {
  const promise = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new InterruptedError(`Interrupted by ${signal}.`)))
    }
  })
  // A signal may come before anything awaits the promise.
  promise.catch(() => {})
  return promise
}
