import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import {
  consistencyHeaders,
  messages,
  publicError,
  recordRefusal,
  refuseCall,
  toTRPCError,
  trpcErrorBody,
  wasObserved,
  type PublicError,
  type Services,
} from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { admittedContext } from './admission.ts'
import { collectMethods } from './methods.ts'
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An error in the form of RFC 9457. Its type is about:blank, because `code` and the status identify it. */
export interface Problem extends Omit<PublicError, 'message'> {
  type: 'about:blank'
  title: string
  status: number
  /** An English text for people. */
  detail: string
  requestId: string
}

/** What error handling outside of procedures needs. */
export type ErrorServices = Pick<Services, 'recordCall' | 'limits' | 'limitRate' | 'logger'>

/** Sends every error outside of tRPC's own responses: in tRPC's form below /trpc, else as a problem. */
export function handleErrors(server: FastifyInstance, services: ErrorServices): void {
  const respondToOtherMethod = collectMethods(server)
  server.setNotFoundHandler(async (request, reply) => {
    // No token is read for an address without a route, so the rate limit uses the client's address.
    await services.limitRate(addressOf(request))
    const response = respondToOtherMethod(request, reply)
    if (response) return response
    throw new TRPCError({ code: 'NOT_FOUND', message: messages.noSuchAddress })
  })
  server.setErrorHandler(createSendError(services))
}

const addressOf = ({ ip }: FastifyRequest) => ({ kind: 'address', address: ip }) as const

type SendError = (thrown: FastifyError, request: FastifyRequest, reply: FastifyReply) => void

/** Sends an error as a response. Where the response has begun, Fastify cuts it off instead. */
const createSendError =
  (services: ErrorServices): SendError =>
  (thrown, request, reply) => {
    const error = fromFastify(thrown)
    const { retryAfterSeconds } = publicError(error)
    const logger = services.logger.child({ requestId: request.id })
    const ctx = admittedContext(request)
    if (!wasObserved(thrown)) {
      if (ctx) refuseCall(ctx, error)
      else recordRefusal({ ...services, logger, caller: addressOf(request) }, error)
    }

    reply
      .code(getHTTPStatusCodeFromError(error))
      .headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
      .headers(ctx ? consistencyHeaders(ctx.consistency) : {})
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    if (request.url.startsWith('/trpc/')) {
      reply.type('application/json').send(trpcErrorBody(error, request.id))
    } else {
      reply.type('application/problem+json').send(toProblem(error, request.id))
    }
  }

/** Like `createSendError`, for addresses that cannot be routed, of which no token is read. They count for the client's address. */
export const createSendRoutingError = (services: ErrorServices): SendError => {
  const send = createSendError(services)
  return (thrown, request, reply) => {
    services.limitRate(addressOf(request)).then(
      () => send(thrown, request, reply),
      (refusal: FastifyError) => send(refusal, request, reply),
    )
  }
}

/** How long a client has to read the response to an unreadable request. */
const unreadableRequestMs = 1_000

/** Responds to bytes that are not HTTP. There is no request object, so the response is written to the socket. */
export function handleUnreadableRequest(error: ConnectionError, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy()
  const [code, message]: [TRPCError['code'], string] =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['TIMEOUT', messages.requestTimeout]
      : ['BAD_REQUEST', messages.unreadableRequest]
  const problem = toProblem(new TRPCError({ code, message }), randomUUID())
  const body = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${problem.requestId}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  // Node no longer reads this connection. Unread input could make the system discard the response at close.
  socket.resume()
  setTimeout(() => socket.destroy(), unreadableRequestMs).unref()
}

export function toProblem(error: TRPCError, requestId: string): Problem {
  const { message: detail, ...rest } = publicError(error)
  const status = getHTTPStatusCodeFromError(error)
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...rest, requestId }
}

const codes: Record<number, TRPCError['code']> = {
  400: 'BAD_REQUEST',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_SUPPORTED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'BAD_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** Errors whose text has the address in it, and so perhaps the secret of a feed. */
const errorsWithAddress = ['FST_ERR_BAD_URL', 'FST_ERR_MAX_PARAM_LENGTH']

/** Keeps the status of errors by Fastify and its plugins. Any other error is internal, unless packages/api maps it. */
function fromFastify(error: FastifyError): TRPCError {
  if (errorsWithAddress.includes(error.code))
    return new TRPCError({ code: 'BAD_REQUEST', message: messages.unreadableAddress })
  const code = codes[error.statusCode ?? 500]
  return code ? new TRPCError({ code, message: error.message, cause: error }) : toTRPCError(error)
}
