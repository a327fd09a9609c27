import { appRouter, bearerToken, createContext, requestIdOf, responseHeaders } from '@shifts/api'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { getServices } from '@/server/services.ts'
import { sessionToken } from '@/server/session.ts'

async function handle(request: Request): Promise<Response> {
  const requestId = requestIdOf(request.headers)
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: async () =>
      createContext(getServices(), { requestId, token: bearerToken(request.headers) ?? (await sessionToken()) }),
    responseMeta: ({ errors }) => ({ headers: responseHeaders(requestId, errors) }),
  })
}

export { handle as GET, handle as POST }
