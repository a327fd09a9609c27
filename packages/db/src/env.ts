import { z } from 'zod'
import { isBehindPgBouncer } from './client/pgBouncer.ts'
import { UserError } from './userError.ts'

/** Environment variables are missing or invalid. The message names each of them and its problem. */
export class EnvironmentError extends UserError {
  override readonly name = 'EnvironmentError'
}

/** A URL of a PostgreSQL. */
export const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/shifts',
})

/** The variables of the database, and of PostgreSQL itself if the database is reached through a PgBouncer. */
export const databaseEnv = {
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
}

/** How hosts receive changes for live updates: by notifications, or from the write-ahead log. */
const changeFeed = z.enum(['notify', 'wal'], 'must be notify or wal')
export type ChangeFeed = z.output<typeof changeFeed>

/** The replicas from which hosts read, the preferred one first, and how they receive changes. */
export const replicationEnv = {
  CHANGE_FEED: changeFeed.optional(),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((list) => list.split(',').map((item) => item.trim()))
    .pipe(z.array(postgresUrl))
    .default([]),
}

interface Replication {
  CHANGE_FEED?: ChangeFeed | undefined
  DATABASE_REPLICA_URLS: readonly string[]
}

/** How changes are received: as CHANGE_FEED says, else from the write-ahead log if there are replicas. */
export const changeFeedOf = ({ CHANGE_FEED, DATABASE_REPLICA_URLS }: Replication): ChangeFeed =>
  CHANGE_FEED ?? (DATABASE_REPLICA_URLS.length > 0 ? 'wal' : 'notify')

/** Refines the variables of a host: with notifications of the primary, live updates would be ahead of what a replica lists. */
export function assertFeedOfReplicas(env: Replication, ctx: z.RefinementCtx): void {
  if (env.DATABASE_REPLICA_URLS.length === 0 || changeFeedOf(env) === 'wal') return
  ctx.addIssue({ code: 'custom', path: ['DATABASE_REPLICA_URLS'], message: 'requires CHANGE_FEED=wal' })
}

/** The variables of commands that change the schema or load data, which need the role that owns the tables. */
export const ownerEnv = { ...databaseEnv, DATABASE_OWNER_URL: postgresUrl.optional() }

/**
 * The URL on which to listen for notifications.
 * @throws {EnvironmentError} if the only URL is that of a PgBouncer, which does not forward notifications
 */
export function directDatabaseUrl(env: {
  DATABASE_URL: string
  DATABASE_DIRECT_URL?: string | undefined
}): string {
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL
  if (!isBehindPgBouncer(url)) return url
  throw new EnvironmentError(
    'DATABASE_DIRECT_URL: must be the direct URL of PostgreSQL, because the PgBouncer of DATABASE_URL does not forward notifications of changes',
  )
}

/**
 * The environment, validated by the schema. An empty variable counts as unset.
 * @throws {EnvironmentError} if variables are missing or invalid
 */
export function readEnv<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv = process.env): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new EnvironmentError(['These environment variables are not right:', ...problems].join('\n'))
}
