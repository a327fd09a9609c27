import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** Created once, because @fastify/helmet creates it for each request. */
const protect = promisify(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  }),
)

/** Adds helmet's security headers to every response. */
export function sendSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply) => protect(request.raw, reply.raw))
}
