import compress from '@fastify/compress'
import cors from '@fastify/cors'
import {
  consistencyHeader,
  createLimits,
  createLoadShedder,
  createWatchHub,
  requestIdOf,
  type LimitRate,
  type LoadLimits,
  type Services,
  type TrustProxy,
  type WatchHubOptions,
} from '@shifts/api'
import type { Replicas, Servers } from '@shifts/db'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { admitRequests } from './admission.ts'
import { compression } from './compression.ts'
import { registerDocs } from './docs.ts'
import { registerFeeds } from './feeds.ts'
import { handleUnreadableRequest, handleErrors, createSendRoutingError } from './errors.ts'
import { headersOf } from './headers.ts'
import { registerHealth } from './health.ts'
import { createMetrics } from './metrics.ts'
import { registerRest } from './rest/routes.ts'
import { sendSecurityHeaders } from './securityHeaders.ts'
import { closeConnectionsOnShutdown } from './shutdown.ts'
import type { Tracing } from './telemetry/tracing.ts'
import { registerTrpc } from './trpc.ts'

export interface ServerOptions
  extends Pick<Services, 'verifyToken' | 'limitRate' | 'logger'>, Pick<LoadLimits, 'maxEventLoopDelayMs'> {
  /** For procedures. */
  servers: Servers
  /** For exports, which are streamed. */
  streams: Servers
  /** The replicas of both, if there are any. */
  replicas?: Replicas | undefined
  /** Receives the database's changes for live updates, until the server closes. */
  listen: WatchHubOptions['listen']
  corsOrigins: string[]
  /** The origin of the web app, for links and the addresses of feeds. The host's own serves feeds if this is left out. */
  webOrigin?: string | undefined
  /** The proxies whose X-Forwarded-* headers are trusted: none if left out. */
  trustProxy?: TrustProxy | undefined
  /** Only where a collector is configured. */
  tracing?: Tracing | undefined
}

/** The API host, not listening yet. `close` stops it gracefully, but does not close the databases. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const {
    servers,
    streams,
    replicas,
    listen,
    verifyToken,
    limitRate,
    logger,
    corsOrigins,
    webOrigin,
    tracing,
  } = options
  const hub = createWatchHub({ read: servers.read, listen, logger })
  const metrics = createMetrics({ pools: { database: servers, streams }, replicas, hub })
  const services: Services = {
    servers,
    verifyToken,
    limitRate,
    limits: createLimits({ exportConnections: streams.primary.$client.options.max }),
    shedLoad: createLoadShedder({
      waitingQueries: () => servers.poolUse().waiting,
      maxEventLoopDelayMs: options.maxEventLoopDelayMs,
    }),
    logger,
    recordCall: metrics.recordCall,
    watch: hub.watch,
  }

  const loggerInstance: FastifyBaseLogger = logger
  const server = fastify({
    loggerInstance,
    // Each procedure call logs a line with more in it.
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: createSendRoutingError(services),
    clientErrorHandler: handleUnreadableRequest,
    trustProxy: options.trustProxy ?? false,
    genReqId: (request) => requestIdOf(headersOf(request)),
    bodyLimit: 100_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    // Requests that arrive during shutdown are served, and their connections end with the response.
    return503OnClosing: false,
    // Large enough for a filter of a thousand facilities.
    http: { maxHeaderSize: 32_768 },
    // A tRPC batch names all its procedures in one path segment.
    routerOptions: { maxParamLength: 2_000 },
  })
  handleErrors(server, services)
  closeConnectionsOnShutdown(server)
  server.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  sendSecurityHeaders(server)
  if (corsOrigins.length > 0) {
    await server.register(cors, {
      origin: corsOrigins,
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      exposedHeaders: ['x-request-id', 'retry-after', consistencyHeader],
      // Otherwise the plugin responds itself to an OPTIONS request that is not a preflight.
      strictPreflight: false,
    })
  }
  await server.register(compress, compression)

  server.addHook('preClose', async () => hub.close())

  limitMetrics(server, limitRate)
  registerHealth(server, { db: servers.primary, replicas, metrics, limits: services.limits, hub })
  await registerDocs(server)
  await server.register(async (feeds) => {
    tracing?.traceRequests(feeds)
    registerFeeds(feeds, { services, webOrigin })
  })
  await server.register(async (api) => {
    tracing?.traceRequests(api)
    const contextOf = admitRequests(api, services, webOrigin)
    await registerTrpc(api, contextOf)
    await api.register(async (rest) => registerRest(rest, { contextOf, streams, metrics }))
  })
  return server
}

/** Metrics need no token and cost more than a refusal, so they are limited by address. Health probes are never refused. */
function limitMetrics(server: FastifyInstance, limitRate: LimitRate): void {
  server.addHook('onRequest', async ({ ip, routeOptions }) => {
    if (routeOptions.url === '/metrics') await limitRate({ kind: 'address', address: ip })
  })
}
