import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import getPort from 'get-port'
import { Provider } from 'oidc-provider'

/** The audience of the access tokens. */
const audience = 'open-shifts'

const client = { id: 'open-shifts-web', secret: 'a-secret-of-the-client-of-the-tests' }

/** An OpenID Connect provider that any name signs in at, with any password. */
export interface TestIdentityProvider {
  issuer: string
  clientId: string
  clientSecret: string
  /** A signed access token of the person for the API. */
  accessToken: (subject: string, claims?: Record<string, unknown>) => Promise<string>
  /** A signed token that reports the end of sessions, with these claims. */
  logoutToken: (claims: Record<string, unknown>) => Promise<string>
  /** Signs from now on with a new key, and no longer publishes the last one. */
  rotateKeys: () => void
  /** Responds in this way to requests whose paths begin with `path`, until `restore`. */
  respond: (path: string, listener: RequestListener) => void
  restore: () => void
  close: () => Promise<void>
}

export interface TestIdentityProviderOptions {
  /** The origin of the web app. */
  appOrigin: string
  /** Claims of each person's ID token. */
  claimsOf?: (subject: string) => Record<string, unknown>
}

/** Starts a provider on this machine, with the web app as its client. */
export async function startIdentityProvider({
  appOrigin,
  claimsOf = () => ({}),
}: TestIdentityProviderOptions): Promise<TestIdentityProvider> {
  const port = await getPort({ host: '127.0.0.1' })
  const issuer = `http://127.0.0.1:${port}`
  let provider = createProvider()
  let replaced: { path: string; listener: RequestListener } | undefined
  const server = createServer((request, response) => {
    if (replaced && request.url?.startsWith(replaced.path)) replaced.listener(request, response)
    else void provider.callback()(request, response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  function createProvider(): Provider {
    return new Provider(issuer, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: [`${appOrigin}/sign-in/callback`],
          post_logout_redirect_uris: [`${appOrigin}/sign-in`],
          backchannel_logout_uri: `${appOrigin}/sign-out/back-channel`,
          backchannel_logout_session_required: true,
        },
      ],
      jwks: { keys: [createSigningKey()] },
      cookies: { keys: ['a-key-of-the-cookies-of-the-tests'] },
      claims: { openid: ['sub', 'worker_id'] },
      conformIdTokenClaims: false,
      findAccount: (_, subject) => ({
        accountId: subject,
        claims: () => ({ sub: subject, ...claimsOf(subject) }),
      }),
      extraTokenClaims: (_, token) => ('extra' in token ? token.extra : undefined),
      features: {
        backchannelLogout: { enabled: true },
        devInteractions: { enabled: true },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt' }),
        },
      },
      fetch: (url, init) => fetch(url, withoutDispatcher(init)),
    })
  }

  async function findClient() {
    const found = await provider.Client.find(client.id)
    if (!found) throw new Error('The client is not registered.')
    return found
  }

  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    async accessToken(subject, extra) {
      const grant = { grantId: randomUUID(), gty: 'authorization_code' }
      const token = new provider.AccessToken({
        ...grant,
        accountId: subject,
        client: await findClient(),
        extra,
      })
      token.resourceServer = new provider.ResourceServer('urn:open-shifts', {
        scope: '',
        audience,
        accessTokenFormat: 'jwt',
      })
      return token.save()
    },
    async logoutToken(claims) {
      const token = new provider.IdToken({}, { client: await findClient(), ctx: undefined })
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
      for (const [name, value] of Object.entries({ events, ...claims })) token.set(name, value)
      return token.issue({ use: 'logout' })
    },
    rotateKeys() {
      provider = createProvider()
    },
    respond(path, listener) {
      replaced = { path, listener }
    },
    restore() {
      replaced = undefined
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function createSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }
}

/** The provider's connections of its own refuse addresses of this machine. */
function withoutDispatcher(init: object = {}): RequestInit {
  return Object.fromEntries(Object.entries(init).filter(([name]) => name !== 'dispatcher'))
}
