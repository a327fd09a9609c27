import { handleRequest } from '@shifts/api'
import { consistencyToken, keepConsistencyToken } from '@/server/consistencyCookie.ts'
import { originOf } from '@/server/origin.ts'
import { getServices } from '@/server/services.ts'
import { renewSession, sessionToken } from '@/server/session.ts'

async function handle(request: Request): Promise<Response> {
  await renewSession()
  // guardRequests has replaced the client's header by the client's address.
  const clientAddress = request.headers.get('x-forwarded-for') ?? undefined
  const origin = originOf(request.headers)
  const response = await handleRequest(getServices(), request, {
    endpoint: '/api/trpc',
    sessionToken,
    consistencyCookie: await consistencyToken(),
    clientAddress,
    origin,
  })
  await keepConsistencyToken(response)
  return response
}

export { handle as GET, handle as POST }
