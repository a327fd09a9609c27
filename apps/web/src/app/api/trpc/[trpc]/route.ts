import { handleRequest } from '@shifts/api'
import { getServices } from '@/server/services.ts'
import { renewSession, sessionToken } from '@/server/session.ts'

async function handle(request: Request): Promise<Response> {
  await renewSession()
  // The guard has replaced what the client sent.
  const clientAddress = request.headers.get('x-forwarded-for') ?? undefined
  return handleRequest(getServices(), request, { endpoint: '/api/trpc', sessionToken, clientAddress })
}

export { handle as GET, handle as POST }
