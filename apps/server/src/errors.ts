import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import {
  messages,
  publicError,
  recordRefusal,
  toTRPCError,
  trpcErrorBody,
  wasObserved,
  type PublicError,
  type Services,
} from '@shifts/api'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { learnMethods } from './methods.ts'
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** An error as RFC 9457 has it. Its type is about:blank, for `code` and the status say what it is. */
export interface Problem extends Omit<PublicError, 'message'> {
  type: 'about:blank'
  title: string
  status: number
  /** For whoever reads it. */
  detail: string
  requestId: string
}

/** What refuses requests outside of procedures needs these. */
export type ErrorServices = Pick<Services, 'recordCall' | 'limits' | 'limitRate' | 'logger'>

/** Whatever goes wrong outside of tRPC's own answers is told in the form of the place: tRPC's, or a problem. */
export function answerErrors(server: FastifyInstance, services: ErrorServices): void {
  const answerMethod = learnMethods(server)
  server.setNotFoundHandler(async (request, reply) => {
    // There is no limit by token where there is nothing to ask.
    await services.limitRate({ kind: 'address', address: request.ip })
    const answer = answerMethod(request, reply)
    if (answer) return answer
    throw new TRPCError({ code: 'NOT_FOUND', message: messages.noSuchAddress })
  })
  server.setErrorHandler(createSendError(services))
}

type SendError = (thrown: FastifyError, request: FastifyRequest, reply: FastifyReply) => void

/** Says what went wrong. Where the answer has begun, Fastify breaks it off instead. */
export const createSendError =
  (services: ErrorServices): SendError =>
  (thrown, request, reply) => {
    const error = fromFastify(thrown)
    const { code, retryAfterSeconds } = publicError(error)
    const logger = services.logger.child({ requestId: request.id })
    if (code === 'INTERNAL_SERVER_ERROR') logger.error({ outcome: code, err: error.cause ?? error }, 'fault')
    else if (!wasObserved(thrown))
      recordRefusal({ ...services, logger, caller: { kind: 'address', address: request.ip } }, error)

    reply
      .code(getHTTPStatusCodeFromError(error))
      .headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    if (request.url.startsWith('/trpc/')) {
      reply.type('application/json').send(trpcErrorBody(error, request.id))
    } else {
      reply.type('application/problem+json').send(toProblem(error, request.id))
    }
  }

/** So long a client has to take the answer to what cannot be read. */
const brokenConnectionMs = 1_000

/** What is no HTTP that can be read: there is no request to say it of. */
export function answerBrokenRequest(error: ConnectionError, socket: Socket): void {
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
  // Nobody reads the connection any more, nor sees its end. What is left unread could take the answer with it.
  socket.resume()
  setTimeout(() => socket.destroy(), brokenConnectionMs).unref()
}

export function toProblem(error: TRPCError, requestId: string): Problem {
  const { message: detail, ...told } = publicError(error)
  const status = getHTTPStatusCodeFromError(error)
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...told, requestId }
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

/** Refusals of Fastify and its plugins are told as they are; what else is thrown is a fault, unless packages/api knows it. */
function fromFastify(error: FastifyError): TRPCError {
  const code = codes[error.statusCode ?? 500]
  return code ? new TRPCError({ code, message: error.message, cause: error }) : fromUnknown(error)
}

/** What was thrown, by the code that the caller is told. */
export const fromUnknown = (thrown: unknown): TRPCError => toTRPCError(getTRPCErrorFromUnknown(thrown))
