import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { z } from 'zod'
import { UserError } from './userError.ts'

export { UserError }

/** The arguments of a command are wrong. */
export class UsageError extends UserError {
  override readonly name = 'UsageError'
}

interface ArgumentOptions<Schema extends z.ZodType> {
  /** How to call the command. */
  usage: string
  flags: NonNullable<ParseArgsConfig['options']>
  /** The object of the flags, by their names. */
  schema: Schema
  /** By default, the arguments of this process. */
  args?: string[]
}

/**
 * Reads the flags of a command.
 * @throws {UsageError} that names the wrong flags, unless the schema is a union, and says how to call the command
 */
export function readArguments<Schema extends z.ZodType>(options: ArgumentOptions<Schema>): z.output<Schema> {
  const fail = (problems: string[]) => new UsageError([...problems, `Usage: ${options.usage}`].join('\n'))
  let given: Record<string, unknown>
  try {
    given = { ...parseArgs({ args: options.args, options: options.flags }).values }
  } catch (error) {
    throw fail([error instanceof Error ? error.message : String(error)])
  }
  const result = options.schema.safeParse(given)
  if (result.success) return result.data
  const problems = result.error.issues.flatMap(({ path: [flag], message }) => {
    if (flag === undefined) return []
    return `--${String(flag)} ${given[String(flag)] === undefined ? 'is missing' : message}`
  })
  throw fail(problems)
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
