import { handleRequest } from '@shifts/api'
import { getServices } from '@/server/services.ts'
import { sessionToken } from '@/server/session.ts'

const handle = (request: Request) =>
  handleRequest(getServices(), request, { endpoint: '/api/trpc', sessionToken })

export { handle as GET, handle as POST }
