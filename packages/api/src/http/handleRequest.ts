import { TRPCError } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { admit } from './admit.ts'
import { consistencyHeader } from './consistency.ts'
import { bearerToken, requestIdOf, type Context, type Services } from './context.ts'
import { onTrpcError } from './refusals.ts'
import { responseHeaders } from './responseHeaders.ts'
import { appRouter } from '../router.ts'
import { assertBatchSize, trpcErrorBody, trpcResponseMeta } from './trpcHttp.ts'

export interface HandlerOptions {
  /** The path that the router is mounted at. */
  endpoint: string
  /** The token of a caller who sent no bearer token: a web's session. */
  sessionToken?: () => Promise<string | undefined>
  /** The consistency token that the web keeps in a cookie. */
  consistencyCookie?: string | undefined
  /** The network address of the client, as reported by trusted proxies. Callers without a token are limited by it. */
  clientAddress?: string | undefined
  /** The origin at which the client reaches the host. */
  origin?: string | undefined
}

/** Handles an HTTP request to the router, at any endpoint. */
export async function handleRequest(
  services: Services,
  request: Request,
  { endpoint, sessionToken, consistencyCookie, clientAddress, origin }: HandlerOptions,
): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  let ctx: Context
  try {
    const token = bearerToken(request.headers) ?? (await sessionToken?.())
    const consistencyTokens = {
      header: request.headers.get(consistencyHeader),
      cookie: consistencyCookie,
    }
    ctx = await admit(services, { requestId, token, consistencyTokens, clientAddress, origin })
    await assertBatchSize(ctx, request.url)
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error
    return refusal(error, requestId)
  }
  return fetchRequestHandler({
    endpoint,
    req: withReadablePath(request),
    router: appRouter,
    createContext: () => ctx,
    onError: ({ error }) => onTrpcError(ctx, error),
    responseMeta: ({ errors, type }) => trpcResponseMeta(ctx, errors, type),
  })
}

function refusal(error: TRPCError, requestId: string): Response {
  return Response.json(trpcErrorBody(error, requestId), {
    status: getHTTPStatusCodeFromError(error),
    headers: responseHeaders(requestId, [error]),
  })
}

/**
 * tRPC decodes the path, and would report one that cannot be decoded as an internal error. No procedure has such a
 * name.
 */
function withReadablePath(request: Request): Request {
  const url = new URL(request.url)
  try {
    decodeURIComponent(url.pathname)
    return request
  } catch {
    url.pathname = url.pathname.replaceAll('%', '%25')
    return new Request(url, request)
  }
}
