import { drizzle } from 'drizzle-orm/node-postgres'
import { Client, DatabaseError } from 'pg'
import { areNotifyTriggersDisabled, notifyTriggers } from '../changes/notifyTriggers.ts'
import { sqlStates } from '../client/sqlStates.ts'
import type { ChangeFeed } from '../env.ts'
import { waitForTables } from './applyMigrations.ts'
import { appRole } from './roles.ts'

export interface ChangeFeedOptions {
  changeFeed: ChangeFeed
  /** The URL with which hosts connect, if it is not the owner's. */
  appUrl: string | undefined
  timeoutMs: number
}

/**
 * Enables the triggers that notify of changes, or disables them where hosts read the write-ahead log, and grants the hosts' role what
 * it needs for that. Does nothing that was done before.
 * @returns a notice that says what to do if the role of `client` may not grant it
 * @throws {MigrationError} if a table is locked for `timeoutMs`
 */
export async function switchChangeFeed(
  client: Client,
  { changeFeed, appUrl, timeoutMs }: ChangeFeedOptions,
): Promise<string | undefined> {
  const areDisabled = await areNotifyTriggersDisabled(drizzle(client))
  if (areDisabled !== (changeFeed === 'wal')) await switchTriggers(client, changeFeed, timeoutMs)
  return changeFeed === 'wal' ? grantReplication(client, appUrl) : undefined
}

async function switchTriggers(client: Client, changeFeed: ChangeFeed, timeoutMs: number): Promise<void> {
  const action = changeFeed === 'wal' ? 'disable' : 'enable'
  const statements = Object.entries(notifyTriggers).map(
    ([table, triggers]) =>
      `alter table public.${table} ${triggers.map((trigger) => `${action} trigger ${trigger}`).join(', ')}`,
  )
  // Without parameters, PostgreSQL runs the statements of one query as one transaction.
  await waitForTables(client, timeoutMs, () => client.query(statements.join(';\n')))
}

/** Decoding needs the attribute REPLICATION, which a role does not inherit from its group. */
async function grantReplication(client: Client, appUrl: string | undefined): Promise<string | undefined> {
  const user = new Client({ connectionString: appUrl }).user ?? ''
  const role = appUrl === undefined ? client.user : user
  const { rows } = await client.query<{ may_replicate: boolean }>(
    `select rolreplication or rolsuper or coalesce(pg_has_role(oid, to_regrole('rds_replication'), 'member'), false) as may_replicate
     from pg_roles where rolname = $1`,
    [role],
  )
  const statement = `alter role ${client.escapeIdentifier(role ?? '')} replication`
  if (rows[0]?.may_replicate === false) {
    const error = await refusalOf(client, statement)
    if (error)
      return `Hosts with CHANGE_FEED=wal need the attribute REPLICATION (${error.message}). Have a superuser run: ${statement}`
  }
  // Following a standby starts at once with this right, and some seconds later without it.
  const logSnapshot = 'pg_catalog.pg_log_standby_snapshot()'
  const { rowCount } = await client.query('select where to_regprocedure($1) is not null', [logSnapshot])
  if (rowCount !== 0) await refusalOf(client, `grant execute on function ${logSnapshot} to ${appRole}`)
  return undefined
}

/** Runs the statement. Returns PostgreSQL's error if the role lacks the privilege. */
async function refusalOf(client: Client, statement: string): Promise<DatabaseError | undefined> {
  try {
    await client.query(statement)
    return undefined
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === sqlStates.insufficientPrivilege)) throw error
    return error
  }
}
