import {
  ConflictError,
  isDatabaseUnavailable,
  isErrorNamed,
  isUnknownTimeZone,
  NotEligibleError,
  NotFoundError,
} from '@shifts/db'
import { TRPCError } from '@trpc/server'
import { z } from 'zod'
import { InvalidTokenError, KeysUnavailableError } from '../auth/token.ts'
import type { conflictReason, ineligibilityReason, inputIssue } from '../outputs.ts'
import { shorten } from './text.ts'

// Not exported, so that the router's type spells them out and the packed one needs nothing else.
type InputIssue = z.output<typeof inputIssue>
type ConflictReason = z.output<typeof conflictReason>
type IneligibilityReason = z.output<typeof ineligibilityReason>

/** The input has the right form, and yet cannot be: found only while answering. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('InvalidInputError')
  readonly issues: InputIssue[]

  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.issues = [{ path, message }]
  }
}

/** Somebody asks more often than it may. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('TooManyRequestsError')
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super(`Too many requests. Try again in ${retryAfterSeconds} s.`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Too much is going on here already: better to say so at once than to keep the caller waiting. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('OverloadedError')
}

/** The one place where what went wrong becomes what the caller is told. */
export function toTRPCError(error: TRPCError): TRPCError {
  const cause = error.cause
  const as = (code: TRPCError['code'], message: string) => new TRPCError({ code, message, cause })
  if (cause instanceof NotFoundError) return as('NOT_FOUND', cause.message)
  if (cause instanceof ConflictError) return as('CONFLICT', cause.message)
  if (cause instanceof NotEligibleError) return as('UNPROCESSABLE_CONTENT', cause.message)
  if (cause instanceof InvalidTokenError) return as('UNAUTHORIZED', cause.message)
  if (cause instanceof TooManyRequestsError) return as('TOO_MANY_REQUESTS', cause.message)
  if (cause instanceof InvalidInputError) return badRequest(cause)
  if (isUnknownTimeZone(cause)) return badRequest(new InvalidInputError('timeZone', 'is not known here'))
  const isUnavailable =
    cause instanceof KeysUnavailableError || cause instanceof OverloadedError || isDatabaseUnavailable(cause)
  if (isUnavailable)
    return as('SERVICE_UNAVAILABLE', 'The service cannot answer right now. Try again in a moment.')
  return error
}

const badRequest = (cause: InvalidInputError) =>
  new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause })

/** What the caller is told of an error, in whatever form. */
export interface PublicError {
  code: TRPCError['code']
  message: string
  /** Every complaint about the input, by path. */
  issues?: InputIssue[] | undefined
  retryAfterSeconds?: number | undefined
  /** Why a shift cannot be claimed or released just now. */
  reason?: ConflictReason | undefined
  /** Every reason why the worker is not eligible for it. */
  reasons?: readonly IneligibilityReason[] | undefined
}

/** Nobody needs more than these to see what is wrong with an input. */
const maxIssues = 20
const maxIssueLength = 200
const maxMessageLength = 1_000

/** No detail of a fault of ours leaks, and a body that is no JSON is malformed input like any other. */
export function publicError(thrown: TRPCError): PublicError {
  const error = toTRPCError(thrown)
  const { code, cause } = error
  const message = shorten(error.message, maxMessageLength)
  if (code === 'INTERNAL_SERVER_ERROR') {
    return { code, message: 'Something went wrong on our side. Quote the request id if you report it.' }
  }
  if (code === 'PARSE_ERROR') return { code: 'BAD_REQUEST', message: 'The request is not valid JSON.' }
  const issues = inputIssues(error)
  if (issues) return { code, message: `Invalid input: ${issues.map(complaint).join('; ')}`, issues }
  if (cause instanceof ConflictError) return { code, message, reason: cause.reason }
  if (cause instanceof NotEligibleError) return { code, message, reasons: cause.reasons }
  return { code, message, retryAfterSeconds: retryAfterSeconds(error) }
}

const complaint = ({ path, message }: InputIssue) => (path ? `${path}: ${message}` : message)

function inputIssues(error: TRPCError): InputIssue[] | undefined {
  if (error.cause instanceof InvalidInputError) return error.cause.issues
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.core.$ZodError)) return undefined
  const { issues } = error.cause
  const first = issues.slice(0, maxIssues).map((issue) => ({
    path: shorten(issue.path.join('.'), maxIssueLength),
    message: shorten(issue.message, maxIssueLength),
  }))
  const omitted = issues.length - first.length
  return omitted > 0 ? [...first, { path: '', message: `and ${omitted} more issues` }] : first
}

/** Why a call was refused, for the log: as the caller is told where the input is at fault, else by its cause. */
export function loggedReason(error: TRPCError): string {
  const told = publicError(error)
  return told.issues ? told.message : shorten(error.cause?.message ?? error.message, maxMessageLength)
}

function retryAfterSeconds({ code, cause }: TRPCError): number | undefined {
  if (cause instanceof TooManyRequestsError) return cause.retryAfterSeconds
  return code === 'SERVICE_UNAVAILABLE' ? 1 : undefined
}
