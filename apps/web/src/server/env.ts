import 'server-only'
import {
  assertDistinctTokens,
  authEnv,
  loggingEnv,
  oidcEnv,
  proxyEnv,
  publicUrlEnv,
  rateLimitEnv,
} from '@shifts/api'
import { assertFeedOfReplicas, databaseEnv, directDatabaseUrl, readEnv, replicationEnv } from '@shifts/db'
import { z } from 'zod'

const variables = z.object({
  ...authEnv,
  ...loggingEnv,
  ...oidcEnv,
  ...proxyEnv,
  ...publicUrlEnv,
  ...rateLimitEnv,
  ...replicationEnv,
  ...databaseEnv,
  DATABASE_URL: databaseEnv.DATABASE_URL.unwrap(),
  /** Signs the session cookie. */
  AUTH_SECRET: authEnv.AUTH_SECRET.unwrap(),
  /** Allows anybody to sign in as any worker. For demonstrations only. */
  DEMO_SIGN_IN: z.stringbool().default(false),
  /** Allows DEMO_SIGN_IN in production although people sign in at an identity provider. */
  DEMO_SIGN_IN_BESIDE_OIDC: z.stringbool().default(false),
  /** Whom people may ask if their account belongs to no worker. */
  SUPPORT_EMAIL: z.email('must be an email address').optional(),
  NODE_ENV: z.string().optional(),
  /** Offers the pseudo-locale, by its cookie. For tests only. */
  PSEUDO_LANGUAGE: z.stringbool().default(false),
})

type Variables = z.output<typeof variables>

/** What signing in at an identity provider needs. */
const neededForOidc = ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'] as const

const webEnv = variables
  .superRefine(assertDistinctTokens)
  .superRefine(assertFeedOfReplicas)
  .superRefine((env, ctx) => {
    if (!env.OIDC_ISSUER) return
    for (const name of neededForOidc)
      if (env[name] === undefined)
        ctx.addIssue({ code: 'custom', path: [name], message: 'is required with OIDC_ISSUER' })
    if (env.NODE_ENV === 'production' && env.DEMO_SIGN_IN && !env.DEMO_SIGN_IN_BESIDE_OIDC)
      ctx.addIssue({
        code: 'custom',
        path: ['DEMO_SIGN_IN'],
        message:
          'lets anybody sign in as any worker, beside OIDC_ISSUER: unset it, or also set DEMO_SIGN_IN_BESIDE_OIDC=true',
      })
  })
  .transform((env) => ({ ...env, oidc: oidcOf(env) }))

/** The configuration of the identity provider; undefined if people do not sign in at one. */
function oidcOf({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL }: Variables) {
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !PUBLIC_URL) return undefined
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    publicUrl: PUBLIC_URL,
  }
}

/** Reads the configuration of the web app. Throws EnvironmentError, which names the wrong variables. */
export function readWebEnv() {
  const env = readEnv(webEnv)
  return { ...env, DATABASE_DIRECT_URL: directDatabaseUrl(env) }
}
