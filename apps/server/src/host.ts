import {
  createLogger,
  createRateLimiter,
  createRevokedSessions,
  createFindWorker,
  createIdentityProvider,
  createTokenVerifier,
  startReplicas,
  warnOfNotifyTriggers,
  warnOfOwner,
  warnOfZoneDisagreements,
} from '@shifts/api'
import { authSecret } from '@shifts/api/secret'
import { changeFeedOf, connectServers, listenForChanges } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import { readServerEnv } from './env.ts'
import { createServer } from './server.ts'
import { shutDownOnSignal } from './shutdown.ts'
import type { Tracing } from './telemetry/tracing.ts'

/** Streams hold a connection for a long time. With a separate small pool, other calls do not wait for them. */
const streamConnections = 4

/** Runs the API host until SIGINT or SIGTERM. */
export async function runHost(tracing: Tracing | undefined): Promise<void> {
  const env = readServerEnv()
  const logger = createLogger(env.LOG_LEVEL)
  const onIdleError = (error: Error) =>
    logger.warn({ reason: error.message }, 'idle database connection lost')
  const replicas = startReplicas(env, logger)
  const changeFeed = changeFeedOf(env)
  const changesSource = { primaryUrl: env.DATABASE_DIRECT_URL, changeFeed, replicas }
  const servers = connectServers(env.DATABASE_URL, {
    replicas,
    applicationName: 'open-shifts api',
    onIdleError,
  })
  const streams = connectServers(env.DATABASE_URL, {
    replicas,
    applicationName: 'open-shifts exports',
    connections: streamConnections,
    onIdleError,
  })
  // A host that verifies tokens by a key server needs no secret.
  const hasKeyServer = (env.AUTH_JWKS_URL ?? env.OIDC_ISSUER) !== undefined
  const AUTH_SECRET = env.AUTH_SECRET ?? (hasKeyServer ? undefined : await authSecret(env))
  const revokedSessions = createRevokedSessions({ db: servers.primary, logger })
  const people =
    env.OIDC_ISSUER === undefined
      ? undefined
      : {
          provider: createIdentityProvider(env.OIDC_ISSUER),
          findWorker: createFindWorker(servers.primary, env.OIDC_WORKER_CLAIM),
        }

  const server = await createServer({
    servers,
    streams,
    replicas,
    listen: (options) =>
      listenForChanges(changesSource)({ ...options, onSessionRevoked: revokedSessions.add }),
    verifyToken: createTokenVerifier(
      { ...env, AUTH_SECRET },
      { isRevoked: revokedSessions.isRevoked, people },
    ),
    limitRate: createRateLimiter(env.RATE_LIMIT_PER_MINUTE),
    logger,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    webOrigin: env.PUBLIC_URL?.origin,
    tracing,
  })
  shutDownOnSignal(async () => {
    await server.close()
    revokedSessions.stop()
    await Promise.all([servers.close(), streams.close(), replicas?.stop()])
    await tracing?.close()
  }, logger)
  // The first requests should not wait for connections. If the database is unavailable, the readiness probe reports it.
  await Promise.allSettled([servers, streams].map(({ primary }) => isMigrated(primary)))
  await warnOfOwner(servers.primary, logger)
  await warnOfNotifyTriggers(servers.primary, changeFeed, logger)
  await server.listen({ host: env.HOST, port: env.API_PORT })
  void warnOfZoneDisagreements(servers.primary, logger)
}
