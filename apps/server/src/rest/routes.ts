import { consistencyHeaders, responseHeaders, restRoutes, type Context } from '@shifts/api'
import type { Servers } from '@shifts/db'
import type { FastifyInstance } from 'fastify'
import type { ContextOf } from '../admission.ts'
import type { Metrics } from '../metrics.ts'
import { readInput } from './input.ts'
import { isInBatches, ndjson, ndjsonType } from './ndjson.ts'

export interface RestOptions {
  contextOf: ContextOf
  /** For procedures that stream their output line by line. */
  streams: Servers
  metrics: Metrics
}

/** Registers the REST routes of all procedures that have one. */
export function registerRest(server: FastifyInstance, { contextOf, streams, metrics }: RestOptions): void {
  acceptEmptyBodies(server)
  for (const route of restRoutes) {
    server.route({
      method: route.method,
      // A HEAD request of a stream would read all rows only to send the headers.
      exposeHeadRoute: route.line === undefined,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        const admitted = contextOf(request)
        const ctx = route.line ? onServers(admitted, streams) : admitted
        const output = await route.call(ctx, () => readInput(route, request))
        reply.headers({ ...responseHeaders(request.id, []), ...consistencyHeaders(ctx.consistency) })
        return isInBatches(output)
          ? reply.type(ndjsonType).send(ndjson(output, { ctx, metrics, response: reply.raw }))
          : reply.send(output)
      },
    })
  }
}

/** The context whose reads run on these servers. */
const onServers = (ctx: Context, servers: Servers): Context => ({
  ...ctx,
  read: (run) => servers.read(run, ctx.consistency.read),
})

/** Many clients send `content-type: application/json` even with a request that has no body. */
function acceptEmptyBodies(server: FastifyInstance): void {
  server.addHook('onRequest', async ({ raw: { headers } }) => {
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (!hasBody) delete headers['content-type']
  })
  const parseJson = server.getDefaultJsonParser('error', 'error')
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // A chunked body, whose length was not known before.
    if (body === '') done(null)
    else void parseJson(request, String(body), done)
  })
}
