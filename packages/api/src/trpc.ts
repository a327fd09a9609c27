import { SpanStatusCode, trace } from '@opentelemetry/api'
import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { can, describePrincipal, type Principal } from './auth/permissions.ts'
import type { Context } from './http/context.ts'
import { loggedReason, publicError, toTRPCError } from './http/errors.ts'
import { id } from './values.ts'
import { messages } from './http/messages.ts'
import { markObserved } from './http/refusals.ts'
import type { RestMetadata } from './http/restMetadata.ts'

const t = initTRPC
  .context<Context>()
  // `weight`: how much of what a principal of each kind may run at once a call takes, 1 if left out.
  .meta<{ rest: RestMetadata; weight?: Record<Principal['kind'], number> }>()
  .create({
    isDev: false,
    // A connection that is silent for longer is taken for dead, and made again.
    sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 15_000 } },
    errorFormatter({ shape, error, ctx }) {
      const { message, ...told } = publicError(error)
      const { httpStatus, path } = shape.data
      return { ...shape, message, data: { ...told, httpStatus, path, requestId: ctx?.requestId } }
    },
  })

export const { router, createCallerFactory } = t

const tracer = trace.getTracer('@shifts/api')

/** One span, one log line and one count for each call, and one mapping of errors. */
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

/** Only for callers who said who they are, as often as they may, and a few at once. */
const authenticatedProcedure = t.procedure.use(observe).use(async ({ ctx, meta, next }) => {
  if (!ctx.authentication.ok) throw ctx.authentication.error
  const { principal, verifyAgain } = ctx.authentication
  await ctx.limitRate(principal)
  const run = () => next({ ctx: { principal, verifyAgain } })
  return ctx.limits.runCall(principal, meta?.weight?.[principal.kind] ?? 1, run)
})

/**
 * The schema of a procedure's output. It parses synchronously: tRPC's own asynchronous parsing costs a page of shifts
 * several times as much as parsing it from the wire.
 */
export const output = <Schema extends z.ZodType>(schema: Schema) => ({
  schema,
  parse: (value: unknown): z.output<Schema> => schema.parse(value),
})

export const workerInput = z.strictObject({ workerId: id })

/**
 * A procedure about one worker, whom its input names.
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
