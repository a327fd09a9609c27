import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { bearerToken, createContext, requestIdOf, type Services } from './context.ts'
import { responseHeaders } from './responseHeaders.ts'
import { appRouter } from './router.ts'

export interface HandlerOptions {
  /** The path that the router is mounted at. */
  endpoint: string
  /** The token of a caller who sent no bearer token: a web's session. */
  sessionToken?: () => Promise<string | undefined>
}

/** Answers an HTTP request to the router, wherever it is mounted. */
export function handleRequest(
  services: Services,
  request: Request,
  options: HandlerOptions,
): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  return fetchRequestHandler({
    endpoint: options.endpoint,
    req: withReadablePath(request),
    router: appRouter,
    createContext: async () => {
      const token = bearerToken(request.headers) ?? (await options.sessionToken?.())
      return createContext(services, { requestId, token })
    },
    responseMeta: ({ errors, type }) => ({ headers: responseHeaders(requestId, errors, type) }),
  })
}

/** tRPC decodes the path, and takes one that cannot be decoded for a fault of its own: no procedure has such a name. */
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
