import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** Once: @fastify/helmet makes it anew for each request. */
const protect = promisify(
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
  }),
)

/** With every answer, browsers are told to be careful with it. */
export function sendSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply) => protect(request.raw, reply.raw))
}
