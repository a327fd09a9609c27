import { z } from 'zod'
import { isBehindPgBouncer } from './client/pgBouncer.ts'
import { UserError } from './userError.ts'

/** Environment variables are missing or wrong. The message names each of them and what is wrong with it. */
export class EnvironmentError extends UserError {
  override readonly name = 'EnvironmentError'
}

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/shifts',
})

/** The variables that say where the database is, and PostgreSQL itself where that is a PgBouncer. */
export const databaseEnv = {
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_DIRECT_URL: postgresUrl.optional(),
}

/** The variables of commands that change the schema or load data: whom the tables belong to, where hosts are somebody else. */
export const ownerEnv = { ...databaseEnv, DATABASE_OWNER_URL: postgresUrl.optional() }

/**
 * Where to listen to the database.
 * @throws {EnvironmentError} if it is only known by way of a PgBouncer, which hands on no notifications
 */
export function directDatabaseUrl(env: {
  DATABASE_URL: string
  DATABASE_DIRECT_URL?: string | undefined
}): string {
  const url = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL
  if (!isBehindPgBouncer(url)) return url
  throw new EnvironmentError(
    'DATABASE_DIRECT_URL: must be the URL of PostgreSQL itself, for changes are not to be heard through the PgBouncer of DATABASE_URL',
  )
}

/** The environment as the schema wants it. A variable that is set to nothing counts as unset. */
export function readEnv<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv = process.env): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new EnvironmentError(['These environment variables are not right:', ...problems].join('\n'))
}
