import 'server-only'
import { authEnv, loggingEnv, rateLimitEnv } from '@shifts/api'
import { databaseEnv, directDatabaseUrl, readEnv } from '@shifts/db'
import { z } from 'zod'

const webEnv = z.object({
  ...authEnv,
  ...loggingEnv,
  ...rateLimitEnv,
  ...databaseEnv,
  DATABASE_URL: databaseEnv.DATABASE_URL.unwrap(),
  /** Signs the session cookie. */
  AUTH_SECRET: authEnv.AUTH_SECRET.unwrap(),
  /** Lets anybody sign in as any worker: for demonstrations only. */
  DEMO_SIGN_IN: z.stringbool().default(false),
})

/** The web's configuration. Throws EnvironmentError, which names what is wrong. */
export function readWebEnv() {
  const env = readEnv(webEnv)
  return { ...env, DATABASE_DIRECT_URL: directDatabaseUrl(env) }
}
