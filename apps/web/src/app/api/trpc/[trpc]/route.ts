import { handleRequest } from '@shifts/api'
import { clientAddressOf } from '@/server/clientAddress.ts'
import { consistencyToken, keepConsistencyToken } from '@/server/consistencyCookie.ts'
import { originOf } from '@/server/origin.ts'
import { getServices } from '@/server/services.ts'
import { renewSession, sessionToken } from '@/server/session.ts'

async function handle(request: Request): Promise<Response> {
  await renewSession()
  const response = await handleRequest(getServices(), request, {
    endpoint: '/api/trpc',
    sessionToken,
    consistencyCookie: await consistencyToken(),
    clientAddress: clientAddressOf(request.headers),
    origin: originOf(request.headers),
  })
  await keepConsistencyToken(response)
  return response
}

export { handle as GET, handle as POST }
