import type { Client } from 'pg'
import { sqlStates } from '../client/sqlStates.ts'
import { sqlStateOf } from '../errors.ts'
import { ChangeFeedError } from './change.ts'
import { publicationName } from './decodeTransactions.ts'

const orNotify = 'or use CHANGE_FEED=notify and run `pnpm migrate` with it'

const needsSettings = `CHANGE_FEED=wal needs wal_level=logical on the primary, and one of max_wal_senders and of max_replication_slots for each host: set them and restart PostgreSQL, ${orNotify}.`

/** @throws {ChangeFeedError} if the server cannot publish changes, with what to do about it */
export async function assertPublished(client: Client): Promise<void> {
  const { rows } = await client.query<{
    is_standby: boolean
    version: number
    wal_level: string
    is_published: boolean
  }>(
    `select pg_is_in_recovery() as is_standby, current_setting('server_version_num')::int as version,
       current_setting('wal_level') as wal_level,
       exists (select from pg_publication where pubname = '${publicationName}') as is_published`,
  )
  const [server] = rows
  if (server === undefined) return
  if (server.is_standby && server.version < 160_000)
    throw new ChangeFeedError(
      `CHANGE_FEED=wal reads the log of a standby only from PostgreSQL 16 on: upgrade it, leave it out of DATABASE_REPLICA_URLS, ${orNotify}.`,
    )
  if (!server.is_standby && server.wal_level !== 'logical') throw new ChangeFeedError(needsSettings)
  if (!server.is_published)
    throw new ChangeFeedError(`The publication ${publicationName} is missing: run \`pnpm migrate\`.`)
}

/** Says what to do about an error of the server that needs an administrator. Returns other errors as they are. */
export function explainWalError(error: unknown): unknown {
  const explanation = explanationOf(error)
  return explanation === undefined ? error : new ChangeFeedError(explanation, { cause: error })
}

function explanationOf(error: unknown): string | undefined {
  const code = sqlStateOf(error)
  const message = error instanceof Error ? error.message : ''
  if (code === sqlStates.insufficientPrivilege)
    return 'CHANGE_FEED=wal needs a role with the attribute REPLICATION: have a superuser run `alter role … replication` for the role of DATABASE_URL (on Amazon RDS: `grant rds_replication to …`).'
  if (code === sqlStates.configurationLimitExceeded || /wal_level|max_wal_senders/.test(message))
    return needsSettings
  return undefined
}
