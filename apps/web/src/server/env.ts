import 'server-only'
import { authEnv, loggingEnv, proxyEnv, rateLimitEnv } from '@shifts/api'
import { databaseEnv, directDatabaseUrl, readEnv } from '@shifts/db'
import { z } from 'zod'

const originError = 'must be an origin without a path, such as https://app.example'

const webEnv = z.object({
  ...authEnv,
  ...loggingEnv,
  ...proxyEnv,
  ...rateLimitEnv,
  ...databaseEnv,
  DATABASE_URL: databaseEnv.DATABASE_URL.unwrap(),
  /** Signs the session cookie. */
  AUTH_SECRET: authEnv.AUTH_SECRET.unwrap(),
  /** Allows anybody to sign in as any worker. For demonstrations only. */
  DEMO_SIGN_IN: z.stringbool().default(false),
  /** The origin at which browsers reach the web app. Takes precedence over the headers of proxies. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: originError })
    .transform((text) => new URL(text))
    .refine((url) => url.href === `${url.origin}/`, originError)
    .optional(),
})

/** Reads the configuration of the web app. Throws EnvironmentError, which names the wrong variables. */
export function readWebEnv() {
  const env = readEnv(webEnv)
  return { ...env, DATABASE_DIRECT_URL: directDatabaseUrl(env) }
}
