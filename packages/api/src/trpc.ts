import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { describePrincipal, mayActFor } from './auth/principal.ts'
import type { Context } from './context.ts'
import { inputIssues, retryAfterSeconds, toTRPCError } from './errors.ts'
import { id } from './inputs.ts'

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const { code, message } = publicFace(error)
    return {
      ...shape,
      message,
      data: {
        code,
        httpStatus: shape.data.httpStatus,
        path: shape.data.path,
        requestId: ctx?.requestId,
        issues: inputIssues(error),
        retryAfterSeconds: code === 'SERVICE_UNAVAILABLE' ? retryAfterSeconds : undefined,
      },
    }
  },
})

/** No detail of a fault of ours leaks, and a body that is no JSON is malformed input like any other. */
function publicFace(error: TRPCError): { code: TRPCError['code']; message: string } {
  if (error.code === 'INTERNAL_SERVER_ERROR') {
    return {
      code: error.code,
      message: 'Something went wrong on our side. Quote the request id if you report it.',
    }
  }
  if (error.code === 'PARSE_ERROR') return { code: 'BAD_REQUEST', message: 'The request is not valid JSON.' }
  const issues = inputIssues(error)
  if (issues) {
    const listed = issues.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')
    return { code: error.code, message: `Invalid input: ${listed}` }
  }
  return { code: error.code, message: error.message }
}

export const { router, createCallerFactory } = t

/** One log line for each call, and one mapping of errors. */
const observe = t.middleware(async ({ ctx, path, type, next }) => {
  const startedAt = performance.now()
  const result = await next()
  const error = result.ok ? undefined : toTRPCError(result.error)
  const { authentication, logger } = ctx
  const line = {
    procedure: path,
    type,
    principal: authentication.ok ? describePrincipal(authentication.principal) : undefined,
    durationMs: Math.round((performance.now() - startedAt) * 100) / 100,
    outcome: error?.code ?? 'OK',
  }
  if (!error) logger.info(line)
  else if (error.code === 'INTERNAL_SERVER_ERROR')
    logger.error({ ...line, err: error.cause ?? error }, 'fault')
  else logger.warn({ ...line, reason: error.cause?.message ?? error.message })
  if (error) throw error
  return result
})

/** Only for callers who said who they are. */
const authenticatedProcedure = t.procedure.use(observe).use(({ ctx, next }) => {
  if (!ctx.authentication.ok) throw ctx.authentication.error
  return next({ ctx: { principal: ctx.authentication.principal } })
})

export const workerInput = z.strictObject({ workerId: id })

/** For what concerns one worker: the input names it, and the caller must be it, or a service. */
export const workerProcedure = <Input extends z.ZodType<{ workerId: number }>>(input: Input) =>
  authenticatedProcedure.input(input).use(({ ctx, input, next }) => {
    if (!mayActFor(ctx.principal, input.workerId)) {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'A worker may only ask about itself.' })
    }
    return next()
  })
