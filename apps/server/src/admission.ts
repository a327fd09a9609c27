import { admit, bearerToken, type Context, type Services } from '@shifts/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { headersOf } from './headers.ts'

/** The context of a request that was admitted. */
export type ContextOf = (request: FastifyRequest) => Context

/** Admits each request, or refuses it before its body is read. */
export function admitRequests(server: FastifyInstance, services: Services): ContextOf {
  const contexts = new WeakMap<FastifyRequest, Context>()
  server.addHook('onRequest', async (request) => {
    const origin = {
      requestId: request.id,
      token: bearerToken(headersOf(request)),
      clientAddress: request.ip,
    }
    contexts.set(request, await admit(services, origin))
  })
  return (request) => {
    const ctx = contexts.get(request)
    if (!ctx) throw new Error('The request was not admitted.')
    return ctx
  }
}
