import { createContext, type Context, type RequestOrigin, type Services } from './context.ts'
import { assertWellFormed } from './consistency.ts'
import { recordRefusal } from './refusals.ts'

/**
 * Creates the context of a request from its headers, before its body is read. A request without a valid token counts
 * for the rate of its address. A caller that has exceeded its rate is refused, whatever the request is.
 * @throws {TRPCError} BAD_REQUEST for a malformed consistency token, logged and counted
 * @throws {TRPCError} TOO_MANY_REQUESTS or SERVICE_UNAVAILABLE, logged and counted
 */
export async function admit(services: Services, origin: RequestOrigin): Promise<Context> {
  const { shedLoad, logger } = services
  try {
    shedLoad()
  } catch (error) {
    const caller = { kind: 'address' as const, address: origin.clientAddress ?? 'unknown' }
    throw recordRefusal({ ...services, logger: logger.child({ requestId: origin.requestId }), caller }, error)
  }
  const ctx = await createContext(services, origin)
  try {
    await ctx.limitRate(ctx.caller, ctx.authentication.ok ? 0 : 1)
    assertWellFormed(origin.consistencyTokens ?? {})
  } catch (error) {
    throw recordRefusal(ctx, error)
  }
  return ctx
}
