import { EmbeddedPostgresError, InterruptedError } from '../embedded/index.ts'
import { EnvironmentError } from '../env.ts'
import { MigrationError } from '../migrate.ts'
import { BehindPgBouncerError } from '../pgBouncer.ts'

/** What the user can do something about, or did. */
const expected = [
  BehindPgBouncerError,
  EmbeddedPostgresError,
  EnvironmentError,
  InterruptedError,
  MigrationError,
]

/** Runs a command to its end. An expected failure is told in a sentence, any other with its stack. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const isExpected = error instanceof Error && expected.some((kind) => error instanceof kind)
    console.error(isExpected ? error.message : error)
    process.exit(1)
  })
}
