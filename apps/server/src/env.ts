import {
  assertDistinctTokens,
  authEnv,
  loggingEnv,
  oidcEnv,
  proxyEnv,
  publicUrlEnv,
  rateLimitEnv,
} from '@shifts/api'
import { secretEnv } from '@shifts/api/secret'
import { assertFeedOfReplicas, databaseEnv, directDatabaseUrl, readEnv, replicationEnv } from '@shifts/db'
import { z } from 'zod'

const origin = z.url({ protocol: /^https?$/, error: 'must be origins such as https://app.example' })

const serverEnv = z
  .object({
    ...authEnv,
    ...loggingEnv,
    ...oidcEnv,
    ...proxyEnv,
    ...publicUrlEnv,
    ...rateLimitEnv,
    ...replicationEnv,
    ...secretEnv,
    DATABASE_URL: databaseEnv.DATABASE_URL.unwrap(),
    HOST: z.string().default('127.0.0.1'),
    API_PORT: z.coerce.number('must be a number').int().min(0).max(65_535).default(4000),
    /** The web origins whose scripts may send requests. */
    CORS_ORIGINS: z
      .string()
      .transform((list) => list.split(',').map((item) => item.trim()))
      .pipe(z.array(origin.transform((url) => new URL(url).origin)))
      .default([]),
  })
  .superRefine(assertDistinctTokens)
  .superRefine(assertFeedOfReplicas)

/** Reads the API host's configuration. Throws EnvironmentError, which names the invalid variables. */
export function readServerEnv() {
  const env = readEnv(serverEnv)
  return { ...env, DATABASE_DIRECT_URL: directDatabaseUrl(env) }
}
