import { SpanStatusCode, trace } from '@opentelemetry/api'
import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { laterPosition, reasonOf } from '@shifts/db'
import { can, describePrincipal, type Principal } from './auth/permissions.ts'
import type { Context } from './http/context.ts'
import { loggedReason, publicError, toTRPCError } from './http/errors.ts'
import { id } from './values.ts'
import { messages } from './http/messages.ts'
import { markObserved } from './http/refusals.ts'
import type { RestMetadata } from './http/restMetadata.ts'

const t = initTRPC
  .context<Context>()
  // `weight`: how much of a principal's capacity for running calls one call uses, by kind of principal (default 1).
  .meta<{ rest: RestMetadata; weight?: Record<Principal['kind'], number> }>()
  .create({
    isDev: false,
    // The client reconnects when it has received nothing for this long.
    sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
    errorFormatter({ shape, error, ctx }) {
      const { message, ...publicData } = publicError(error)
      const { httpStatus, path } = shape.data
      return { ...shape, message, data: { ...publicData, httpStatus, path, requestId: ctx?.requestId } }
    },
  })

export const { router, createCallerFactory } = t

const tracer = trace.getTracer('@shifts/api')

/** Records a span, a log line and a metric for each call, and maps its error to a code. */
const observe = t.middleware(({ ctx, path, type, next }) =>
  tracer.startActiveSpan(path, async (span) => {
    const startedAt = performance.now()
    const result = await next()
    const error = result.ok ? undefined : toTRPCError(result.error)
    const durationMs = Math.round((performance.now() - startedAt) * 100) / 100
    const { authentication, logger, limits } = ctx
    const line = {
      procedure: path,
      type,
      principal: authentication.ok ? describePrincipal(authentication.principal) : undefined,
      durationMs,
      outcome: error?.code ?? 'OK',
    }
    if (!error) logger.info(line)
    else if (error.code === 'INTERNAL_SERVER_ERROR')
      logger.error({ ...line, err: error.cause ?? error }, 'unhandled error')
    else if (error.code === 'TOO_MANY_REQUESTS' || !authentication.ok)
      limits.logRefusal(logger, { ...line, reason: loggedReason(error) })
    else logger.warn({ ...line, reason: loggedReason(error) })
    ctx.recordCall(line)
    if (error) span.setStatus({ code: SpanStatusCode.ERROR, message: error.code })
    span.end()
    if (!error) return result
    if (type === 'subscription') ctx.subscriptionError = error
    throw markObserved(error)
  }),
)

/** These refusals were decided by the present state of the database, so the next read must see that state too. */
const decidedCodes = new Set<TRPCError['code']>(['CONFLICT', 'UNPROCESSABLE_CONTENT'])

/** After a change, or its refusal because of the present state, the response bears a consistency token. */
const tellPosition = t.middleware(async ({ ctx: { consistency, servers, logger }, type, next }) => {
  const result = await next()
  if (type !== 'mutation' || !(result.ok || decidedCodes.has(toTRPCError(result.error).code))) return result
  // The change has succeeded, also if its position cannot be read.
  const position = await servers.position().catch((error: unknown) => {
    logger.warn({ reason: reasonOf(error) }, 'no consistency token: the next read may not see this change')
    return undefined
  })
  consistency.written = laterPosition(consistency.written, position)
  return result
})

/** Requires a principal, and applies the rate limit and the limit of calls that run at once. */
const authenticatedProcedure = t.procedure
  .use(observe)
  .use(tellPosition)
  .use(async ({ ctx, meta, next }) => {
    if (!ctx.authentication.ok) throw ctx.authentication.error
    const { principal, token } = ctx.authentication
    await ctx.limitRate(principal)
    // An export is slowed down by other calls, not by itself or other exports.
    if (!meta?.rest.line) ctx.limits.exportPacer.recordCall()
    const run = () => next({ ctx: { principal, token } })
    return ctx.limits.runCall(principal, meta?.weight?.[principal.kind] ?? 1, run)
  })

/**
 * The schema of a procedure's output. It parses synchronously: for a page of shifts, tRPC's own asynchronous parsing
 * takes several times as long as parsing its JSON.
 */
export const output = <Schema extends z.ZodType>(schema: Schema) => ({
  schema,
  parse: (value: unknown): z.output<Schema> => schema.parse(value),
})

export const workerInput = z.strictObject({ workerId: id })

/**
 * A procedure about one worker, whose id is in the input.
 * @throws {TRPCError} FORBIDDEN where the caller has no permission for this worker's data
 */
export const workerProcedure = <Input extends z.ZodType<{ workerId: number }>>(input: Input) =>
  authenticatedProcedure.input(input).use(({ ctx, input, type, next }) => {
    const action = type === 'mutation' ? 'change' : 'read'
    if (!can(ctx.principal, action, { kind: 'worker', workerId: input.workerId })) {
      throw new TRPCError({ code: 'FORBIDDEN', message: messages.forbidden })
    }
    return next()
  })
