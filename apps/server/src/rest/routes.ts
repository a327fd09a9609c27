import { responseHeaders, restRoutes } from '@shifts/api'
import type { DatabaseConnection } from '@shifts/db'
import type { FastifyInstance } from 'fastify'
import type { ContextOf } from '../admission.ts'
import type { Metrics } from '../metrics.ts'
import { readInput } from './input.ts'
import { isInBatches, ndjson, ndjsonType } from './ndjson.ts'

export interface RestOptions {
  contextOf: ContextOf
  /** For procedures that answer line by line. */
  streams: DatabaseConnection
  metrics: Metrics
}

/** Every procedure that has a REST twin, at the address that its definition gives it. */
export function registerRest(server: FastifyInstance, { contextOf, streams, metrics }: RestOptions): void {
  takeNoBody(server)
  for (const route of restRoutes) {
    server.route({
      method: route.method,
      // To read everything only to say how it would begin is no good bargain.
      exposeHeadRoute: route.line === undefined,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const admitted = contextOf(request)
        const ctx = route.line ? { ...admitted, db: streams.db } : admitted
        const answer = await route.call(ctx, () => readInput(route, request))
        reply.headers(responseHeaders(request.id, []))
        return isInBatches(answer)
          ? reply.type(ndjsonType).send(ndjson(answer, { ctx, metrics, response: reply.raw }))
          : reply.send(answer)
      },
    })
  }
}

/** Many clients say of each request that it is JSON, of those without a body too. */
function takeNoBody(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw: { headers } }) => {
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (!hasBody) delete headers['content-type']
  })
  const parseJson = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // Its length was not known before.
    if (body === '') done(null)
    else void parseJson(request, String(body), done)
  })
}
