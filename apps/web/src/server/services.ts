import 'server-only'
import {
  createFindWorker,
  createIdentityProvider,
  createLimits,
  createLoadShedder,
  createLogger,
  createProviderSignIn,
  createRateLimiter,
  createRevokedSessions,
  createTokenVerifier,
  createWatchHub,
  startReplicas,
  warnOfNotifyTriggers,
  warnOfOwner,
  warnOfZoneDisagreements,
  type FindWorker,
  type ProviderSignIn,
  type RevokedSessions,
  type Services,
  type WatchHub,
} from '@shifts/api'
import { changeFeedOf, connectServers, listenForChanges, type ListenOptions } from '@shifts/db'
import { readWebEnv } from './env.ts'

interface WebServices extends Services {
  env: ReturnType<typeof readWebEnv>
  watchPosition: WatchHub['position']
  revokedSessions: RevokedSessions
  /** Undefined if people do not sign in at an identity provider. */
  providerSignIn: ProviderSignIn | undefined
  findWorker: FindWorker
}

declare global {
  var webServices: WebServices | undefined
}

/**
 * The services of this process. They are created at the start of the server, not during the build, and kept on globalThis,
 * so that a reload in development keeps the pool and the subscriptions. Throws EnvironmentError.
 */
export function getServices(): WebServices {
  globalThis.webServices ??= createServices()
  return globalThis.webServices
}

function createServices(): WebServices {
  const env = readWebEnv()
  const logger = createLogger(env.LOG_LEVEL)
  const replicas = startReplicas(env, logger)
  const changeFeed = changeFeedOf(env)
  const changesSource = { primaryUrl: env.DATABASE_DIRECT_URL, changeFeed, replicas }
  const servers = connectServers(env.DATABASE_URL, {
    replicas,
    applicationName: 'open-shifts web',
    onIdleError: (error) => logger.warn({ reason: error.message }, 'idle database connection lost'),
  })
  const db = servers.primary
  void warnOfOwner(db, logger)
  void warnOfNotifyTriggers(db, changeFeed, logger)
  void warnOfZoneDisagreements(db, logger)
  const revokedSessions = createRevokedSessions({ db, logger })
  const { oidc } = env
  const provider = oidc && createIdentityProvider(oidc.issuer)
  const findWorker = createFindWorker(db, env.OIDC_WORKER_CLAIM)
  const listen = (options: ListenOptions) =>
    listenForChanges(changesSource)({ ...options, onSessionRevoked: revokedSessions.add })
  const { watch, position, close } = createWatchHub({ read: servers.read, listen, logger })
  // When shutting down, Next waits for all responses, and event streams do not end by themselves.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close)
  return {
    env,
    logger,
    servers,
    verifyToken: createTokenVerifier(env, {
      isRevoked: revokedSessions.isRevoked,
      people: provider && { provider, findWorker },
    }),
    limitRate: createRateLimiter(env.RATE_LIMIT_PER_MINUTE),
    limits: createLimits(),
    shedLoad: createLoadShedder({ waitingQueries: () => servers.poolUse().waiting }),
    recordCall: () => {},
    watch,
    watchPosition: position,
    revokedSessions,
    providerSignIn:
      provider &&
      createProviderSignIn({
        ...oidc,
        provider,
        redirectUri: new URL('/sign-in/callback', oidc.publicUrl).href,
        signedOutUri: new URL('/sign-in', oidc.publicUrl).href,
      }),
    findWorker,
  }
}
