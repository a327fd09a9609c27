import { UserError } from '../userError.ts'

/**
 * Whether the URL says `?pgbouncer=true`: a PgBouncer in transaction mode is between us and PostgreSQL. It runs each transaction
 * on any connection, so nothing may be kept on one: no named prepared statement, no setting, no lock.
 */
export const isBehindPgBouncer = (url: string): boolean => /[?&]pgbouncer=true\b/.test(url)

/**
 * Returns the URL.
 * @throws {BehindPgBouncerError} if it is a PgBouncer's: locking, loading and listening do not work through it
 */
export function assertDirect(url: string): string {
  if (isBehindPgBouncer(url)) throw new BehindPgBouncerError()
  return url
}

export class BehindPgBouncerError extends UserError {
  override readonly name = 'BehindPgBouncerError'

  constructor() {
    super(
      'This needs a direct connection to PostgreSQL, not one through PgBouncer.\n' +
        "Commands take PostgreSQL's direct URL from DATABASE_OWNER_URL, and hosts from DATABASE_DIRECT_URL. An up-to-date database can be served through PgBouncer.",
    )
  }
}
