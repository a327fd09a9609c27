import { serveFeed, type Services } from '@shifts/api'
import type { FastifyInstance } from 'fastify'

interface FeedsOptions {
  services: Services
  /** The origin of the web app, for the links of events. */
  webOrigin: string | undefined
}

/** Registers the calendar feeds. They need no token: whoever knows the address may read the feed. */
export function registerFeeds(server: FastifyInstance, { services, webOrigin }: FeedsOptions): void {
  server.get('/feeds/:file', async (request, reply) => {
    const { status, headers, body } = await serveFeed(services, {
      path: request.url,
      requestId: request.id,
      clientAddress: request.ip,
      ifNoneMatch: request.headers['if-none-match'],
      webOrigin,
    })
    return reply.code(status).headers(headers).send(body)
  })
}
