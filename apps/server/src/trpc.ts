import {
  appRouter,
  assertBatchSize,
  messages,
  onTrpcError,
  serveWatch,
  trpcResponseMeta,
  watchInputOf,
} from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ContextOf } from './admission.ts'

/** Headers of the response to a request that tRPC cannot read. tRPC itself sets no content type then. */
const unreadableHeaders = { 'content-type': 'application/json', 'cache-control': 'no-store' }

/** The router in tRPC's own protocol, at /trpc. */
export async function registerTrpc(server: FastifyInstance, contextOf: ContextOf): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<typeof appRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: ({ req }) => contextOf(req),
    onError: ({ error, req }) => onTrpcError(contextOf(req), error),
    responseMeta({ ctx, errors, type }) {
      return ctx ? trpcResponseMeta(ctx, errors, type) : { headers: unreadableHeaders }
    },
  }
  await server.register(async (trpc) => {
    // For methods such as TRACE, which the Request class refuses, the adapter would respond with an internal error.
    trpc.addHook('onRequest', async ({ method }, reply) => {
      if (['GET', 'HEAD', 'POST'].includes(method)) return
      reply.header('allow', 'GET, HEAD, POST')
      throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: messages.noSuchTrpcMethod(method) })
    })
    trpc.addHook('onRequest', async (request) => assertBatchSize(contextOf(request), request.url))
    trpc.addHook('preHandler', async (request, reply) => {
      const input = watchInputOf(request.raw, '/trpc')
      if (!input) return
      for (const [name, value = ''] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value)
      reply.hijack()
      const ctx = contextOf(request)
      serveWatch(ctx, input, reply.raw).catch((error: unknown) => {
        ctx.logger.error({ err: error }, 'unhandled error')
        reply.raw.destroy()
      })
    })
    trpc.addHook('onSend', async (_request, reply, payload) =>
      payload instanceof Response && isComplete(payload) ? textOf(payload, reply) : payload,
    )
    await trpc.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions })
  })
}

/** tRPC sets `transfer-encoding` for a batch that it streams. */
const isComplete = ({ headers }: Response) =>
  headers.get('content-type') === 'application/json' && !headers.has('transfer-encoding')

/** The body of a response that the adapter would send as a stream. Sending it at once costs less, mostly in compression. */
async function textOf(response: Response, reply: FastifyReply): Promise<string> {
  reply.code(response.status).headers(Object.fromEntries(response.headers))
  return response.text()
}
