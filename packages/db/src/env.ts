import { z } from 'zod'

/** Environment variables are missing or wrong. The message names each of them and what is wrong with it. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError'
}

/** The variables that say where the database is. */
export const databaseEnv = {
  DATABASE_URL: z
    .url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/shifts',
    })
    .optional(),
}

/** The environment as the schema wants it. A variable that is set to nothing counts as unset. */
export function readEnv<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv = process.env): T {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(set)
  if (result.success) return result.data
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new EnvironmentError(['These environment variables are not right:', ...problems].join('\n'))
}
