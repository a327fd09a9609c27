import { bearerToken, createContext, responseHeaders, restRoutes, type Services } from '@shifts/api'
import type { FastifyInstance } from 'fastify'
import { headersOf } from '../headers.ts'
import type { Metrics } from '../metrics.ts'
import { readInput } from './input.ts'
import { isInBatches, ndjson, ndjsonType } from './ndjson.ts'

export interface RestOptions {
  services: Services
  /** For procedures that answer line by line. */
  streamServices: Services
  metrics: Metrics
}

/** Every procedure that has a REST twin, at the address that its definition gives it. */
export function registerRest(
  server: FastifyInstance,
  { services, streamServices, metrics }: RestOptions,
): void {
  for (const route of restRoutes) {
    server.route({
      method: route.method,
      // To read everything only to say how it would begin is no good bargain.
      exposeHeadRoute: route.line === undefined,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const ctx = await createContext(route.line ? streamServices : services, {
          requestId: request.id,
          token: bearerToken(headersOf(request)),
        })
        const answer = await route.call(ctx, () => readInput(route, request))
        reply.headers(responseHeaders(request.id, []))
        return isInBatches(answer)
          ? reply.type(ndjsonType).send(ndjson(answer, { ctx, metrics, response: reply.raw }))
          : reply.send(answer)
      },
    })
  }
}
