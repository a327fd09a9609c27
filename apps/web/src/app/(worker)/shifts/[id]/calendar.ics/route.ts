import { id, renderClaimedShift } from '@shifts/api'
import { originOf } from '@/server/origin.ts'
import { getServices } from '@/server/services.ts'
import { signedInWorkerId } from '@/server/session.ts'

/** A claimed shift as a file for the worker's own calendar. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const workerId = await signedInWorkerId()
  if (!workerId) return new Response('Sign in.', { status: 401 })
  const shiftId = id.safeParse(Number((await params).id)).data
  const calendar =
    shiftId && (await renderClaimedShift(getServices().db, { workerId, shiftId }, originOf(request.headers)))
  if (!calendar) return new Response('You do not have this shift.', { status: 404 })
  return new Response(calendar, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `attachment; filename="shift-${shiftId}.ics"`,
      'cache-control': 'private, no-cache',
    },
  })
}
