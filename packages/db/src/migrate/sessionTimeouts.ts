import { Client, DatabaseError } from 'pg'
import { sqlStates } from '../client/sqlStates.ts'

/**
 * What ends a host's session or statement that holds or waits for locks, if the host itself does not: it was suspended, lost its
 * network, or connects through a PgBouncer, where it sets nothing for a session. `connect` sets the timeout of statements, which
 * differs from pool to pool. An export sets longer ones for its transaction. A claim sets shorter ones.
 */
const timeouts = {
  // Longer than deadlock_timeout, so that a deadlock is reported as one and tried again. Shorter than a page's statement_timeout.
  lock_timeout: '1500ms',
  idle_in_transaction_session_timeout: '5s',
  // PostgreSQL 17 and newer.
  transaction_timeout: '10s',
}

/**
 * Sets these timeouts for the role of `appUrl` in the database of `client`. A role does not inherit the settings of its group.
 * @returns a notice that says what to do if the role of `client` may not do this
 */
export async function setSessionTimeouts(
  client: Client,
  appUrl: string | undefined,
): Promise<string | undefined> {
  const { user } = new Client({ connectionString: appUrl })
  if (appUrl === undefined || user === undefined || user === client.user) return undefined
  const { rows } = await client.query<{ database: string; missing: string[] }>(
    `select current_database() as database, array(
       select name from pg_settings where name = any ($2) and not exists (
         select from pg_db_role_setting
         where setdatabase = (select oid from pg_database where datname = current_database())
           and setrole = pg_roles.oid and name || '=' || ($3::jsonb ->> name) = any (setconfig)
       )
     ) as missing
     from pg_roles where rolname = $1`,
    [user, Object.keys(timeouts), JSON.stringify(timeouts)],
  )
  const [found] = rows
  if (found === undefined || found.missing.length === 0) return undefined
  const role = `role ${client.escapeIdentifier(user)} in database ${client.escapeIdentifier(found.database)}`
  const statements = Object.entries(timeouts)
    .filter(([name]) => found.missing.includes(name))
    .map(([name, value]) => `alter ${role} set ${name} = '${value}'`)
    .join('; ')
  try {
    await client.query(statements)
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === sqlStates.insufficientPrivilege)) throw error
    return `The timeouts of the hosts' role could not be set (${error.message}). Have a superuser run: ${statements}`
  }
}
