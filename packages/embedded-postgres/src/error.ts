import { UserError } from '@shifts/db/command'

/** The embedded PostgreSQL cannot be used. The message says why and what to do instead. */
export class EmbeddedPostgresError extends UserError {
  override readonly name = 'EmbeddedPostgresError'

  constructor(problem: string, details: { cause?: unknown; log?: string } = {}) {
    const log = details.log ? `\nThe last lines of its log:\n${details.log}` : ''
    super(`${problem}\nTo use another PostgreSQL instead, set DATABASE_URL.${log}`, {
      cause: details.cause,
    })
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
