import { EmbeddedPostgresError } from '../embedded/index.ts'
import { EnvironmentError } from '../env.ts'

/** Runs a command to its end. What the user can put right is told in a sentence, the rest with its stack. */
export function runCommand(command: () => Promise<void>): void {
  command().catch((error: unknown) => {
    const expected = error instanceof EnvironmentError || error instanceof EmbeddedPostgresError
    console.error(expected ? error.message : error)
    process.exit(1)
  })
}
