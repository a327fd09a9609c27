import { isDatabaseUnavailable, isUnknownTimeZone, NotFoundError } from '@shifts/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { InvalidTokenError, KeysUnavailableError } from './auth/token.ts'

/** When to come back after SERVICE_UNAVAILABLE, in seconds. */
export const retryAfterSeconds = 1

/** One complaint about the input, and where it is. */
export interface InputIssue {
  path: string
  message: string
}

/** The input has the right form, and yet cannot be: found only while answering. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  readonly issues: InputIssue[]

  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.issues = [{ path, message }]
  }
}

/** The one place where what went wrong becomes what the caller is told. */
export function toTRPCError(error: TRPCError): TRPCError {
  const cause = error.cause
  if (cause instanceof NotFoundError)
    return new TRPCError({ code: 'NOT_FOUND', message: cause.message, cause })
  if (cause instanceof InvalidTokenError)
    return new TRPCError({ code: 'UNAUTHORIZED', message: cause.message, cause })
  if (cause instanceof InvalidInputError) return badRequest(cause)
  if (isUnknownTimeZone(cause)) return badRequest(new InvalidInputError('timeZone', 'is not known here'))
  if (cause instanceof KeysUnavailableError || isDatabaseUnavailable(cause)) {
    return new TRPCError({
      code: 'SERVICE_UNAVAILABLE',
      message: 'The service cannot answer right now. Try again in a moment.',
      cause,
    })
  }
  return error
}

const badRequest = (cause: InvalidInputError) =>
  new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause })

/** Every complaint about the input, by path; undefined where the error is about something else. */
export function inputIssues(error: TRPCError): InputIssue[] | undefined {
  if (error.cause instanceof InvalidInputError) return error.cause.issues
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.core.$ZodError)) return undefined
  return error.cause.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
}
