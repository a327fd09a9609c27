import { z } from 'zod'
import { parseTrust } from './http/trustProxy.ts'

/** HS256 requires at least 256 bits. */
const secret = z.string().min(32, 'needs at least 32 characters').optional()

/** The variables for verifying and issuing tokens. */
export const authEnv = {
  AUTH_SECRET: secret,
  /** Verifies the tokens that were issued before AUTH_SECRET was replaced. */
  AUTH_SECRET_PREVIOUS: secret,
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_ISSUER: z.string().default('open-shifts'),
  AUTH_AUDIENCE: z.string().default('open-shifts'),
}
export type AuthEnv = z.output<z.ZodObject<typeof authEnv>>

const loopback = ['localhost', '127.0.0.1', '[::1]']

/** The identity provider at which people sign in, by OpenID Connect. */
export const oidcEnv = {
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://login.example' })
    .refine(
      (issuer) => !issuer.startsWith('http:') || loopback.includes(new URL(issuer).hostname),
      'must use https, except on this machine',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** The claim that holds the id of the worker. Without it, people are linked to workers by `pnpm run identity`. */
  OIDC_WORKER_CLAIM: z.string().optional(),
}

/** An ID token tells the web who has signed in. It must not be accepted as an access token. */
export function assertOwnAudience(
  { AUTH_AUDIENCE, OIDC_CLIENT_ID }: { AUTH_AUDIENCE: string; OIDC_CLIENT_ID?: string | undefined },
  ctx: z.core.$RefinementCtx,
): void {
  if (AUTH_AUDIENCE !== OIDC_CLIENT_ID) return
  ctx.addIssue({
    code: 'custom',
    path: ['AUTH_AUDIENCE'],
    message: 'must differ from OIDC_CLIENT_ID: access tokens are for the API, ID tokens for the client',
  })
}

export const loggingEnv = {
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
}

/** How often each principal may call, in each process that serves the router. */
export const rateLimitEnv = {
  RATE_LIMIT_PER_MINUTE: z.coerce.number('must be a number').int().min(1).default(1_000),
}

const originError = 'must be an origin without a path, such as https://app.example'

/** The origin at which browsers reach the web app. */
export const publicUrlEnv = {
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: originError })
    .transform((text) => new URL(text))
    .refine((url) => url.href === `${url.origin}/`, originError)
    .optional(),
}

/** Whose X-Forwarded-* headers are trusted. */
export const proxyEnv = {
  TRUST_PROXY: z
    .string()
    .default('false')
    .transform((value, ctx) => {
      const trust = parseTrust(value)
      if (!trust)
        ctx.addIssue(
          'must be addresses or networks such as 10.0.0.0/8, loopback, a number of proxies, or true',
        )
      return trust ?? z.NEVER
    }),
}
