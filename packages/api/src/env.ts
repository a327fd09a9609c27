import { z } from 'zod'
import { parseTrust } from './http/trustProxy.ts'

/** The variables for verifying and issuing tokens. HS256 requires at least 256 bits. */
export const authEnv = {
  AUTH_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_ISSUER: z.string().default('open-shifts'),
  AUTH_AUDIENCE: z.string().default('open-shifts'),
}
export type AuthEnv = z.output<z.ZodObject<typeof authEnv>>

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
