import { createHmac } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { Client, DatabaseError } from 'pg'
import type { Queryable, Server } from '../client/connect.ts'
import { sqlStates } from '../client/sqlStates.ts'

/** The group role with the rights of a host. It exists once per server, and its rights are granted in each database. */
export const appRole = 'open_shifts_app'

/** All rights of a host. A new table or function that hosts use needs a line here. */
const rights: Record<string, string[]> = {
  'schema public': ['usage'],
  'schema drizzle': ['usage'],
  'drizzle.__drizzle_migrations': ['select'],
  'public.worker': ['select', 'update (home_latitude, home_longitude)'],
  'public.facility': ['select'],
  'public.document': ['select'],
  'public.facility_requirement': ['select'],
  'public.document_worker': ['select'],
  'public.shift': ['select', 'update (worker_id, claimed_at)'],
  'public.saved_filter': ['select', 'insert (worker_id, filter)', 'update (filter)'],
  'public.claim_event': [
    'select (id, shift_id, worker_id, action, happened_at)',
    'insert (shift_id, worker_id, action, happened_at, principal, request_id)',
  ],
  'public.claimed_shift_change': ['select (shift_id, worker_id, changed_at)'],
  'public.calendar_feed': ['select', 'insert (worker_id, kind, filter, secret_hash)', 'update (revoked_at)'],
  'public.worker_identity': ['select'],
  // Locking expired rows before they are deleted needs the right to update.
  'public.revoked_session': ['select', 'insert', 'update', 'delete'],
  'public.provider_session': ['select', 'insert', 'update', 'delete'],
  'procedure public.lock_for_claim(integer, integer, integer)': ['execute'],
  'procedure public.lock_for_release(integer, integer)': ['execute'],
}

/**
 * Creates the group role if it is missing, and grants it its rights in the database of `client`, whose role owns the tables.
 * Creates the role of `appUrl` with the password of the URL if it is missing, and makes it a member of the group.
 * @returns a notice that says what to do if the role of `client` may not do this
 */
export async function grantToApp(client: Client, appUrl: string | undefined): Promise<string | undefined> {
  try {
    await createRole(client, appRole, 'nologin')
    await client.query(grantStatements().join(';\n'))
    if (appUrl !== undefined) await addMember(client, new Client({ connectionString: appUrl }))
    return undefined
  } catch (error) {
    // Ends the transaction of the grants if the error occurred in it.
    await client.query('rollback')
    if (!(error instanceof DatabaseError && error.code === sqlStates.insufficientPrivilege)) throw error
    return (
      `Hosts should serve as a member of the role "${appRole}", but that could not be set up (${error.message}). ` +
      `Have a superuser run: create role ${appRole} nologin; grant ${appRole} to the hosts' role, and migrate again. ` +
      'Until then they need the rights of the role that DATABASE_URL names.'
    )
  }
}

/** Grants exactly these rights and no others, in one transaction. */
function grantStatements(): string[] {
  const objects = Object.entries(rights)
  return [
    'begin',
    ...objects.map(([object]) => `revoke all on ${object} from ${appRole}`),
    ...objects.map(([object, granted]) => `grant ${granted.join(', ')} on ${object} to ${appRole}`),
    // In PostgreSQL 14 and older every role may create tables there.
    `do $$ begin
       if has_schema_privilege('public', 'public', 'create') then revoke create on schema public from public; end if;
     end $$`,
    'commit',
  ]
}

async function createRole(client: Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name])
  if (rowCount !== 0) return
  try {
    await client.query(`create role ${client.escapeIdentifier(name)} ${attributes}`)
  } catch (error) {
    // A process that migrates another database of this server has created it meanwhile.
    if (!(error instanceof DatabaseError && roleExists.test(error.code ?? ''))) throw error
  }
}

async function addMember(client: Client, { user, password }: Client): Promise<void> {
  if (user === undefined || user === client.user) return
  const login = password ? `login password ${client.escapeLiteral(password)}` : 'login'
  await createRole(client, user, login)
  const { rows } = await client.query<{ is_member: boolean }>(
    `select pg_has_role($1, $2, 'member') as is_member`,
    [user, appRole],
  )
  if (rows[0]?.is_member) return
  await client.query(`grant ${appRole} to ${client.escapeIdentifier(user)}`)
}

/** duplicate_object, or unique_violation if two processes create it at the same time. */
const roleExists = /^(42710|23505)$/

/**
 * The URL with which hosts connect to a server that only this project uses, such as the embedded one. The password of its
 * login role is derived from the owner's, so that only the owner's has to be stored.
 */
export function appUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.password = createHmac('sha256', decodeURIComponent(url.password))
    .update('shifts_app')
    .digest('base64url')
  url.username = 'shifts_app'
  return url.href
}

/** Whether this connection is a superuser's, or has the rights of the tables' owner: a host needs neither. */
export async function isOwner(db: Pick<Queryable<Server>, 'execute'>): Promise<boolean> {
  const { rows } = await db.execute<{ is_owner: boolean }>(sql`
    select pg_has_role(relowner, 'usage') as is_owner from pg_class where oid = to_regclass('public.shift')`)
  return rows[0]?.is_owner ?? false
}
