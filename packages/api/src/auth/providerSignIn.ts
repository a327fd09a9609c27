import { isErrorNamed, type EndedAtProvider, type Identity } from '@shifts/db'
import type { JWTPayload } from 'jose'
import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientError,
  ClientSecretBasic,
  Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  ResponseBodyError,
} from 'openid-client'
import { z } from 'zod'
import { messages } from '../http/messages.ts'
import {
  isInsecure,
  providerTimeoutSeconds,
  ProviderUnavailableError,
  messagesOf,
  type IdentityProvider,
} from './identityProvider.ts'
import { InvalidTokenError, toTokenError } from './token.ts'

/** The person cancelled the sign-in at the provider. */
export class SignInCancelledError extends Error {
  override readonly name = 'SignInCancelledError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('SignInCancelledError')
}

/** The provider's response does not prove who has signed in: the code was used before, or a check of its token failed. */
export class SignInRefusedError extends Error {
  override readonly name = 'SignInRefusedError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('SignInRefusedError')
}

/** What the browser that begins a sign-in keeps until the provider sends it back. */
export interface SignInAttempt {
  state: string
  nonce: string
  codeVerifier: string
}

/** A person who has signed in at the provider. */
export interface SignedInPerson {
  identity: Identity
  /** The claims of the ID token. */
  claims: JWTPayload
  idToken: string
  /** The provider's id of its session, if the provider tells it. */
  providerSessionId: string | undefined
}

/** Signing in and out with a provider, by the authorization code flow of OpenID Connect with PKCE. */
export interface ProviderSignIn {
  /**
   * The address at the provider to which to lead the browser, and what the browser has to keep.
   * @param options.asAnother whether the provider asks who signs in, even if somebody is signed in there
   * @throws {ProviderUnavailableError}
   */
  begin: (options: { asAnother: boolean }) => Promise<{ url: URL; attempt: SignInAttempt }>
  /**
   * Exchanges the code in the query of the address to which the provider has sent the browser.
   * @throws {SignInCancelledError} if the person cancelled
   * @throws {SignInRefusedError} if the code or the token is not right
   * @throws {ProviderUnavailableError}
   */
  finish: (query: URLSearchParams, attempt: SignInAttempt) => Promise<SignedInPerson>
  /**
   * The address at the provider that ends its session and leads back to ours; undefined if it has none.
   * @throws {ProviderUnavailableError}
   */
  signOutUrl: (idToken: string) => Promise<URL | undefined>
  /**
   * The sessions that a logout token of the provider ends (OpenID Connect Back-Channel Logout 1.0, section 2.4).
   * @throws {InvalidTokenError} if it is not valid, or another kind of token
   * @throws {KeysUnavailableError} if the provider's keys cannot be read
   */
  readLogoutToken: (token: string) => Promise<EndedAtProvider>
}

export interface ProviderClient {
  provider: IdentityProvider
  clientId: string
  clientSecret: string
  /** The address of ours to which the provider sends the browser after signing in. */
  redirectUri: string
  /** The address of ours to which the provider sends the browser after signing out. */
  signedOutUri: string
}

const sessionClaims = z.object({ sid: z.string().optional().catch(undefined) })

const logoutEvent = 'http://schemas.openid.net/event/backchannel-logout'
const logoutClaims = z
  .object({
    events: z.object({ [logoutEvent]: z.object({}) }),
    nonce: z.never().optional(),
    sub: z.string().optional(),
    sid: z.string().optional(),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined)

/** How old a logout token may be: a provider sends it at once. */
const logoutTokenMaxAge = '5 minutes'

export function createProviderSignIn(client: ProviderClient): ProviderSignIn {
  const { provider, clientId, clientSecret, redirectUri, signedOutUri } = client
  const { issuer } = provider

  async function configuration(): Promise<Configuration> {
    const metadata = await provider.metadata()
    const created = new Configuration(metadata, clientId, undefined, ClientSecretBasic(clientSecret))
    created.timeout = providerTimeoutSeconds
    if (isInsecure(issuer)) allowInsecureRequests(created)
    return created
  }

  return {
    async begin({ asAnother }) {
      const attempt = {
        state: randomState(),
        nonce: randomNonce(),
        codeVerifier: randomPKCECodeVerifier(),
      }
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
        ...(asAnother && { prompt: 'login' }),
      })
      return { url, attempt }
    },

    async finish(query, { state, nonce, codeVerifier }) {
      const tokens = await authorizationCodeGrant(
        await configuration(),
        new URL(`?${query.toString()}`, redirectUri),
        {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
        },
      ).catch((error: unknown) => {
        throw toSignInError(error)
      })
      const claims = tokens.claims()
      if (claims === undefined || tokens.id_token === undefined)
        throw new SignInRefusedError('The provider sent no ID token.')
      return {
        identity: { issuer, subject: claims.sub },
        claims,
        idToken: tokens.id_token,
        providerSessionId: sessionClaims.parse(claims).sid,
      }
    },

    async signOutUrl(idToken) {
      const configured = await configuration()
      if (configured.serverMetadata().end_session_endpoint === undefined) return undefined
      return buildEndSessionUrl(configured, {
        id_token_hint: idToken,
        post_logout_redirect_uri: signedOutUri,
      })
    },

    async readLogoutToken(token) {
      const checks = { audience: clientId, maxTokenAge: logoutTokenMaxAge }
      const claims = await provider.verify(token, checks).catch((error: unknown) => {
        throw toTokenError(error)
      })
      const parsed = logoutClaims.safeParse(claims)
      if (!parsed.success) throw new InvalidTokenError(messages.tokenClaims)
      return { issuer, subject: parsed.data.sub, providerSessionId: parsed.data.sid }
    },
  }
}

/** Errors of the authorization response that concern the provider and not this sign-in. */
const providerErrors = ['server_error', 'temporarily_unavailable']

/** Errors of the token endpoint that concern this sign-in and not the configuration of the client. */
const codeErrors = ['invalid_grant']

/** Checks of a token or a response that have failed, as opposed to a response that cannot be read. */
const failedChecks = [
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_INVALID_RESPONSE',
]

function toSignInError(error: unknown): Error {
  const message = messagesOf(error)
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return new SignInCancelledError(message, { cause: error })
    if (providerErrors.includes(error.error)) return new ProviderUnavailableError(message, { cause: error })
    return new SignInRefusedError(`${message}: ${error.error}`, { cause: error })
  }
  if (error instanceof ResponseBodyError && codeErrors.includes(error.error))
    return new SignInRefusedError(`${message}: ${error.error}`, { cause: error })
  if (error instanceof ClientError && failedChecks.includes(error.code ?? ''))
    return new SignInRefusedError(message, { cause: error })
  return new ProviderUnavailableError(message, { cause: error })
}
