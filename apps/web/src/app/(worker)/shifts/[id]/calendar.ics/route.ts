import { admit, id, messages, requestIdOf, serveClaimedShift } from '@shifts/api'
import { TRPCError } from '@trpc/server'
import { errorResponse } from '@/server/errorResponse.ts'
import { originOf } from '@/server/origin.ts'
import { getServices } from '@/server/services.ts'
import { sessionToken } from '@/server/session.ts'

/** A claimed shift as a file for the worker's own calendar. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const services = getServices()
  const requestId = requestIdOf(request.headers)
  try {
    const { data: shiftId } = id.safeParse(Number((await params).id))
    if (!shiftId) throw new TRPCError({ code: 'NOT_FOUND', message: messages.noSuchAddress })
    // guardRequests has replaced the client's header by the client's address.
    const clientAddress = request.headers.get('x-forwarded-for') ?? undefined
    const ctx = await admit(services, { requestId, token: await sessionToken(), clientAddress })
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
