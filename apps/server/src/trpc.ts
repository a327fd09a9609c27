import { appRouter, bearerToken, createContext, responseHeaders, type Services } from '@shifts/api'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import { headersOf } from './headers.ts'

/** The router in tRPC's own protocol, at /trpc. */
export async function registerTrpc(server: FastifyInstance, services: Services): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<typeof appRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: ({ req }) =>
      createContext(services, { requestId: req.id, token: bearerToken(headersOf(req)) }),
    responseMeta: ({ ctx, errors }) => ({ headers: ctx ? responseHeaders(ctx.requestId, errors) : {} }),
  }
  await server.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions })
}
