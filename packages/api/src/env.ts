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
    .refine(isWithoutExtras, 'must have no user, query or fragment')
    .refine(
      (issuer) => !/^http:/i.test(issuer) || loopback.includes(new URL(issuer).hostname),
      'must use https, except on this machine',
    )
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** The claim that holds the id of the worker. Without it, people are linked to workers by `pnpm run identity`. */
  OIDC_WORKER_CLAIM: z.string().optional(),
}

function isWithoutExtras(issuer: string): boolean {
  if (!URL.canParse(issuer)) return true
  const { username, password, search, hash } = new URL(issuer)
  return username + password + search + hash === ''
}

interface TokenKinds {
  AUTH_ISSUER: string
  AUTH_AUDIENCE: string
  OIDC_ISSUER?: string | undefined
  OIDC_CLIENT_ID?: string | undefined
}

/** Checks that a token's issuer and audience say which kind of token it is: ours, an access token or an ID token. */
export function assertDistinctTokens(env: TokenKinds, ctx: z.core.$RefinementCtx): void {
  const refuse = (name: string, message: string) => ctx.addIssue({ code: 'custom', path: [name], message })
  if (env.OIDC_ISSUER === undefined) {
    if (env.OIDC_CLIENT_ID !== undefined) refuse('OIDC_ISSUER', 'is required with OIDC_CLIENT_ID')
    return
  }
  if (env.AUTH_ISSUER === env.OIDC_ISSUER)
    refuse('AUTH_ISSUER', 'must differ from OIDC_ISSUER: it names the tokens that are issued here')
  if (env.AUTH_AUDIENCE === env.OIDC_CLIENT_ID)
    refuse(
      'AUTH_AUDIENCE',
      'must differ from OIDC_CLIENT_ID: access tokens are for the API, ID tokens for the client',
    )
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
