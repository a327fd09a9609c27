import { appRouter, assertBatchSize, messages, onTrpcError, trpcResponseMeta } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { fastifyTRPCPlugin, type FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { ContextOf } from './admission.ts'

/** Of a request that tRPC cannot read. It does not say by itself that its answer is JSON then. */
const unread = { 'content-type': 'application/json', 'cache-control': 'no-store' }

/** Nothing else will be asked on its connection, so none stays open at shutdown. */
const ofStream = { connection: 'close' }

/** The router in tRPC's own protocol, at /trpc. */
export async function registerTrpc(server: FastifyInstance, contextOf: ContextOf): Promise<void> {
  const trpcOptions: FastifyTRPCPluginOptions<typeof appRouter>['trpcOptions'] = {
    router: appRouter,
    createContext: ({ req }) => contextOf(req),
    onError: ({ error, req }) => onTrpcError(contextOf(req), error),
    responseMeta({ ctx, errors, type }) {
      if (!ctx) return { headers: unread }
      const { headers, ...status } = trpcResponseMeta(ctx, errors, type)
      return { headers: { ...headers, ...(type === 'subscription' && ofStream) }, ...status }
    },
  }
  await server.register(async (trpc) => {
    // What the web's Request refuses, such as TRACE, would be a fault of the adapter's.
    trpc.addHook('onRequest', async ({ method }, reply) => {
      if (['GET', 'HEAD', 'POST'].includes(method)) return
      reply.header('allow', 'GET, HEAD, POST')
      throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: messages.noSuchTrpcMethod(method) })
    })
    trpc.addHook('onRequest', async (request) => assertBatchSize(contextOf(request), request.url))
    trpc.addHook('onSend', async (_request, reply, payload) =>
      payload instanceof Response && isWhole(payload) ? textOf(payload, reply) : payload,
    )
    await trpc.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions })
  })
}

/** Of a batch that is streamed, tRPC says that it comes in chunks. */
const isWhole = ({ headers }: Response) =>
  headers.get('content-type') === 'application/json' && !headers.has('transfer-encoding')

/** The body of an answer that the adapter would send as a stream: it costs less whole, above all to compress. */
async function textOf(response: Response, reply: FastifyReply): Promise<string> {
  reply.code(response.status).headers(Object.fromEntries(response.headers))
  return response.text()
}
