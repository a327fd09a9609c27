import { UserError } from '../userError.ts'

/**
 * Whether the URL says `?pgbouncer=true`: a PgBouncer in transaction mode stands before PostgreSQL. It hands each
 * transaction to any connection, so nothing may be left on one: no named prepared statement, no setting, no lock.
 */
export const isBehindPgBouncer = (url: string): boolean => /[?&]pgbouncer=true\b/.test(url)

/**
 * The URL of PostgreSQL itself.
 * @throws {BehindPgBouncerError} for one of PgBouncer: what locks, loads or listens cannot go through it
 */
export function assertDirect(url: string): string {
  if (isBehindPgBouncer(url)) throw new BehindPgBouncerError()
  return url
}

export class BehindPgBouncerError extends UserError {
  override readonly name = 'BehindPgBouncerError'

  constructor() {
    super(
      'DATABASE_URL: migrating, seeding and listening need PostgreSQL itself, not the PgBouncer before it.\n' +
        "Run `pnpm migrate` and `pnpm seed` with PostgreSQL's own URL in DATABASE_OWNER_URL; what is up to date can be served by way of PgBouncer.",
    )
  }
}
