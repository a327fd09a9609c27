import { admit, bearerToken, consistencyHeader, type Context, type Services } from '@shifts/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { headersOf } from './headers.ts'

/** The context of a request that was admitted. */
export type ContextOf = (request: FastifyRequest) => Context

const contexts = new WeakMap<FastifyRequest, Context>()

/** The context of a request; undefined if it was not admitted, or to an address that needs no admission. */
export const admittedContext = (request: FastifyRequest): Context | undefined => contexts.get(request)

/** Admits each request, or refuses it before its body is read. */
export function admitRequests(
  server: FastifyInstance,
  services: Services,
  webOrigin: string | undefined,
): ContextOf {
  server.addHook('onRequest', async (request) => {
    const headers = headersOf(request)
    const origin = {
      requestId: request.id,
      token: bearerToken(headers),
      consistencyTokens: { header: headers.get(consistencyHeader) },
      clientAddress: request.ip,
      origin: webOrigin ?? `${request.protocol}://${request.host}`,
    }
    contexts.set(request, await admit(services, origin))
  })
  return (request) => {
    const ctx = admittedContext(request)
    if (!ctx) throw new Error('The request was not admitted.')
    return ctx
  }
}
