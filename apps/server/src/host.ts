import {
  createLogger,
  createRateLimiter,
  createRevokedSessions,
  createTokenVerifier,
  warnOfOwner,
  warnOfZoneDisagreements,
} from '@shifts/api'
import { authSecret } from '@shifts/api/secret'
import { connect, listenForChanges } from '@shifts/db'
import { isMigrated } from '@shifts/db/migrate'
import { readServerEnv } from './env.ts'
import { createServer } from './server.ts'
import { endOnSignal } from './shutdown.ts'
import type { Tracing } from './telemetry/tracing.ts'

/** Streams hold their connection for long: they have their own few, so that they keep nobody else waiting. */
const streamConnections = 4

/** Serves until a signal ends it. */
export async function runHost(tracing: Tracing | undefined): Promise<void> {
  const env = readServerEnv()
  const logger = createLogger(env.LOG_LEVEL)
  const onIdleError = (error: Error) =>
    logger.warn({ reason: error.message }, 'an idle database connection broke')
  const database = connect(env.DATABASE_URL, { applicationName: 'open-shifts api', onIdleError })
  const streams = connect(env.DATABASE_URL, {
    applicationName: 'open-shifts exports',
    connections: streamConnections,
    onIdleError,
  })
  // Where keys come from a key server, no secret needs to be.
  const AUTH_SECRET = env.AUTH_SECRET ?? (env.AUTH_JWKS_URL ? undefined : await authSecret(env))
  const revokedSessions = createRevokedSessions({ db: database.db, logger })

  const server = await createServer({
    database,
    streams,
    listen: (options) =>
      listenForChanges(env.DATABASE_DIRECT_URL, { ...options, onSessionRevoked: revokedSessions.add }),
    verifyToken: createTokenVerifier({ ...env, AUTH_SECRET }, revokedSessions.isRevoked),
    limitRate: createRateLimiter(env.RATE_LIMIT_PER_MINUTE),
    logger,
    corsOrigins: env.CORS_ORIGINS,
    trustProxy: env.TRUST_PROXY,
    tracing,
  })
  endOnSignal(async () => {
    await server.close()
    revokedSessions.stop()
    await Promise.all([database.close(), streams.close()])
    await tracing?.close()
  }, logger)
  // The first to ask should not wait for connections to be made. Where the database is away, readiness tells.
  await Promise.allSettled([database, streams].map(({ db }) => isMigrated(db)))
  await warnOfOwner(database.db, logger)
  await server.listen({ host: env.HOST, port: env.API_PORT })
  void warnOfZoneDisagreements(database.db, logger)
}
