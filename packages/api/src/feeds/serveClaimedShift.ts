import { NotFoundError } from '@shifts/db'
import { TRPCError } from '@trpc/server'
import type { Context } from '../http/context.ts'
import { messages } from '../http/messages.ts'
import { recordRefusal } from '../http/refusals.ts'
import { renderClaimedShift } from './renderFeed.ts'

/**
 * A claimed shift of the calling worker as an iCalendar with one event, which is the one of its feed.
 * @throws {TRPCError} UNAUTHORIZED, NOT_FOUND if the worker does not have the shift, TOO_MANY_REQUESTS or SERVICE_UNAVAILABLE, logged and
 * counted
 */
export async function serveClaimedShift(
  ctx: Context,
  { shiftId, webOrigin }: { shiftId: number; webOrigin: string | undefined },
): Promise<string> {
  try {
    return await readClaimedShift(ctx, shiftId, webOrigin)
  } catch (thrown) {
    throw recordRefusal(ctx, thrown)
  }
}

async function readClaimedShift(
  { authentication, db, limitRate, limits }: Context,
  shiftId: number,
  webOrigin: string | undefined,
): Promise<string> {
  if (!authentication.ok) throw authentication.error
  const { principal } = authentication
  await limitRate(principal)
  if (principal.kind !== 'worker') throw new TRPCError({ code: 'FORBIDDEN', message: messages.forbidden })
  const { workerId } = principal
  const calendar = await limits.runCall(principal, 1, () =>
    renderClaimedShift(db, { workerId, shiftId }, webOrigin),
  )
  if (calendar === undefined) throw new NotFoundError('shift', [shiftId])
  return calendar
}
