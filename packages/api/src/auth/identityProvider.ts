import { isErrorNamed } from '@shifts/db'
import { createRemoteJWKSet, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose'
import { allowInsecureRequests, discovery, None, type ServerMetadata } from 'openid-client'

/** The identity provider does not respond, or not as a provider does. Trying again later may help. */
export class ProviderUnavailableError extends Error {
  override readonly name = 'ProviderUnavailableError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('ProviderUnavailableError')
}

/** An OpenID Connect provider, as far as it concerns every host. */
export interface IdentityProvider {
  /** The provider's address, exactly as its tokens name it. */
  issuer: string
  /**
   * The provider's endpoints and abilities.
   * @throws {ProviderUnavailableError}
   */
  metadata: () => Promise<ServerMetadata>
  /**
   * The claims of a token that the provider has signed for `audience`.
   * @throws {ProviderUnavailableError} if the provider's keys cannot be found out
   * @throws the errors of jose: JOSEError if the token is not valid
   */
  verify: (token: string, options: JWTVerifyOptions & { audience: string }) => Promise<JWTPayload>
}

/** The time after which requests to the provider fail, in seconds. */
export const providerTimeoutSeconds = 5

const metadataMaxAgeMs = 3_600_000

/** How often an unknown key makes us read the provider's keys again: right after it has changed them. */
const keysCooldownMs = 5_000

/** The public-key algorithms that are accepted in tokens. */
export const publicKeyAlgorithms = ['RS256', 'ES256']

/**
 * The provider at `issuer`. It is contacted when it is first needed, and an attempt that fails is repeated at the next use, so
 * that hosts start without it.
 */
export function createIdentityProvider(issuer: string): IdentityProvider {
  const read = cacheSuccess(() => discover(issuer), metadataMaxAgeMs)
  return {
    issuer,
    metadata: async () => (await read()).metadata,
    async verify(token, options) {
      const { keys } = await read()
      const checks = { algorithms: publicKeyAlgorithms, clockTolerance: 30, requiredClaims: ['iat', 'exp'] }
      const { payload } = await jwtVerify(token, keys, { ...checks, ...options, issuer })
      return payload
    },
  }
}

async function discover(issuer: string) {
  const metadata = await readMetadata(issuer).catch((cause: unknown) => {
    throw new ProviderUnavailableError(`OIDC_ISSUER: ${issuer} cannot be used: ${reasonOf(cause)}`, { cause })
  })
  const url = metadata.jwks_uri
  if (url === undefined || !URL.canParse(url))
    throw new ProviderUnavailableError(`OIDC_ISSUER: ${issuer} publishes no keys.`)
  const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: 1_500, cooldownDuration: keysCooldownMs })
  return { metadata, keys }
}

async function readMetadata(issuer: string): Promise<ServerMetadata> {
  // Any client may read the metadata.
  const configuration = await discovery(new URL(issuer), 'any', undefined, None(), {
    timeout: providerTimeoutSeconds,
    execute: isInsecure(issuer) ? [allowInsecureRequests] : [],
  })
  const metadata = configuration.serverMetadata()
  if (metadata.issuer !== issuer) throw new Error(`it must be written as ${metadata.issuer}`)
  return metadata
}

/** Whether the provider is reached without TLS, which the configuration allows on this machine only. */
export const isInsecure = (issuer: string) => issuer.startsWith('http:')

/** The message of an error of the provider or of the connection to it, with those of its causes. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message
}

/** Runs `work` at most once at a time, and caches its result, but not its errors, for `maxAgeMs`. */
function cacheSuccess<T>(work: () => Promise<T>, maxAgeMs: number): () => Promise<T> {
  let cached: { result: Promise<T>; at: number } | undefined
  return () => {
    if (cached && performance.now() - cached.at < maxAgeMs) return cached.result
    const result = work()
    cached = { result, at: performance.now() }
    result.catch(() => (cached = undefined))
    return result
  }
}
