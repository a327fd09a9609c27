import { admit, messages, requestIdOf, serveClaimedShift } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { clientAddressOf } from '@/server/clientAddress.ts'
import { errorResponse } from '@/server/errorResponse.ts'
import { originOf } from '@/server/origin.ts'
import { getServices } from '@/server/services.ts'
import { sessionToken } from '@/server/session.ts'
import { shiftIdInPath } from '@/server/shiftIdInPath.ts'

/** A claimed shift as a file for the worker's own calendar. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const services = getServices()
  const requestId = requestIdOf(request.headers)
  try {
    const shiftId = shiftIdInPath((await params).id)
    if (!shiftId) throw new TRPCError({ code: 'NOT_FOUND', message: messages.noSuchAddress })
    const ctx = await admit(services, {
      requestId,
      token: await sessionToken(),
      clientAddress: clientAddressOf(request.headers),
    })
    const calendar = await serveClaimedShift(ctx, { shiftId, webOrigin: originOf(request.headers) })
    return new Response(calendar, {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': `attachment; filename="shift-${shiftId}.ics"`,
        'cache-control': 'private, no-cache',
        'x-request-id': requestId,
      },
    })
  } catch (thrown) {
    return errorResponse(thrown, requestId)
  }
}
