import { isErrorNamed } from '@shifts/db'
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from 'jose'
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
  verify: (
    token: string,
    options: Pick<JWTVerifyOptions, 'maxTokenAge'> & { audience: string },
  ) => Promise<JWTPayload>
}

/** The time after which requests to the provider fail, in seconds. */
export const providerTimeoutSeconds = 5

const metadataMaxAgeMs = 3_600_000

/** After a failure, the provider is left alone for this time, however many ask. */
const pauseMs = 3_000

/** How often an unknown key makes us read the provider's keys again: right after it has changed them. */
const keysCooldownMs = 5_000

/** The public-key algorithms that are accepted in tokens. */
export const publicKeyAlgorithms = ['RS256', 'ES256']

/**
 * The provider at `issuer`. It is contacted when it is first needed, and again after a failure, so that hosts start without it.
 */
export function createIdentityProvider(issuer: string): IdentityProvider {
  const read = refreshing(() => discover(issuer))
  return {
    issuer,
    metadata: async () => (await read()).metadata,
    async verify(token, options) {
      const { keys } = await read()
      const { payload } = await jwtVerify(token, keys, {
        ...options,
        issuer,
        algorithms: publicKeyAlgorithms,
        clockTolerance: 30,
        requiredClaims: ['iat', 'exp'],
      })
      return payload
    },
  }
}

async function discover(issuer: string) {
  const metadata = await readMetadata(issuer).catch((cause: unknown) => {
    throw new ProviderUnavailableError(`OIDC_ISSUER: ${issuer} cannot be used: ${messagesOf(cause)}`, {
      cause,
    })
  })
  const address = metadata.jwks_uri ?? ''
  if (!URL.canParse(address) || (isInsecure(address) && !isInsecure(issuer)))
    throw new ProviderUnavailableError(`OIDC_ISSUER: ${issuer} publishes no keys by https.`)
  return { metadata, keys: readKeys(new URL(address)) }
}

/** Finds the key of a token among the provider's keys, which are read when they are needed. */
function readKeys(address: URL): JWTVerifyGetKey {
  const find = createRemoteJWKSet(address, { timeoutDuration: 1_500, cooldownDuration: keysCooldownMs })
  let failedAt = -Infinity
  return async (header, token) => {
    if (performance.now() - failedAt < pauseMs)
      throw new ProviderUnavailableError(`The keys at ${address.href} could not be read.`)
    return find(header, token).catch((error: unknown) => {
      if (!isAboutToken(error)) failedAt = performance.now()
      throw error
    })
  }
}

/** Whether the keys were read, and none or several of them fit the token. */
const isAboutToken = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys

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
export function messagesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${messagesOf(error.cause)}` : error.message
}

/**
 * Returns the result of `work`, which runs when it is first needed and again after `metadataMaxAgeMs`, while the last result still
 * serves. A failure is returned for `pauseMs`, and not at all while there is a result.
 */
function refreshing<T>(work: () => Promise<T>): () => Promise<T> {
  let last: T | undefined
  let attempt: Promise<T> | undefined
  let nextAt = -Infinity
  return () => {
    if (performance.now() >= nextAt) {
      nextAt = Infinity
      attempt = work()
      attempt.then(
        (result) => {
          last = result
          nextAt = performance.now() + metadataMaxAgeMs
        },
        () => {
          nextAt = performance.now() + pauseMs
        },
      )
    }
    if (last !== undefined) return Promise.resolve(last)
    return attempt ?? Promise.reject(new Error('There was no attempt.'))
  }
}
