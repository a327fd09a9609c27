import 'server-only'
import { authEnv, loggingEnv, proxyEnv, publicUrlEnv, rateLimitEnv } from '@shifts/api'
import { databaseEnv, directDatabaseUrl, readEnv } from '@shifts/db'
import { z } from 'zod'

const webEnv = z.object({
  ...authEnv,
  ...loggingEnv,
  ...proxyEnv,
  ...publicUrlEnv,
  ...rateLimitEnv,
  ...databaseEnv,
  DATABASE_URL: databaseEnv.DATABASE_URL.unwrap(),
  /** Signs the session cookie. */
  AUTH_SECRET: authEnv.AUTH_SECRET.unwrap(),
  /** Allows anybody to sign in as any worker. For demonstrations only. */
  DEMO_SIGN_IN: z.stringbool().default(false),
  /** Offers the pseudo-locale, by its cookie. For tests only. */
  PSEUDO_LANGUAGE: z.stringbool().default(false),
})

/** Reads the configuration of the web app. Throws EnvironmentError, which names the wrong variables. */
export function readWebEnv() {
  const env = readEnv(webEnv)
  return { ...env, DATABASE_DIRECT_URL: directDatabaseUrl(env) }
}
