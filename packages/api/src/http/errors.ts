import {
  ConflictError,
  HomeUnknownError,
  isDatabaseUnavailable,
  isErrorNamed,
  isUnknownTimeZone,
  NotEligibleError,
  NotFoundError,
  reasonOf,
} from '@shifts/db'
import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { InvalidTokenError, KeysUnavailableError } from '../auth/token.ts'
import type { conflictReason } from '../claims/outputs.ts'
import type { ineligibilityReason } from '../shifts/outputs.ts'
import { conflictMessages, messages, withMessage } from './messages.ts'
import { shorten } from './text.ts'

/** One issue of an input, and the path of the field. */
export const inputIssue = z.object({ path: z.string(), message: z.string() })

// These types are not exported, so that the router's type spells them out and the packed one needs nothing else.
type InputIssue = z.output<typeof inputIssue>
type ConflictReason = z.output<typeof conflictReason>
type IneligibilityReason = z.output<typeof ineligibilityReason>

/** The input matches its schema, but a later step finds that a value is invalid. */
export class InvalidInputError extends Error {
  override readonly name = 'InvalidInputError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('InvalidInputError')
  readonly issues: InputIssue[]

  constructor(path: string, message: string) {
    super(`${path}: ${message}`)
    this.issues = [{ path, message }]
  }
}

/** The caller has exceeded one of its limits. */
export class TooManyRequestsError extends Error {
  override readonly name = 'TooManyRequestsError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('TooManyRequestsError')
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super(messages.tooManyRequests(retryAfterSeconds))
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** This process has too much to do: it refuses at once instead of letting the caller wait. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('OverloadedError')
}

/** Whatever was thrown, as an error with the code and the message that the caller receives. */
export function toTRPCError(thrown: unknown): TRPCError {
  const error = getTRPCErrorFromUnknown(thrown)
  const { cause } = error
  const as = (code: TRPCError['code'], message: string) => new TRPCError({ code, message, cause })
  if (cause instanceof NotFoundError) return as('NOT_FOUND', messages.notFound(cause))
  if (cause instanceof ConflictError) return as('CONFLICT', conflictMessages[cause.reason])
  if (cause instanceof NotEligibleError) {
    const texts = cause.reasons.map((reason) => withMessage(reason).message)
    return as('UNPROCESSABLE_CONTENT', texts.join(' '))
  }
  if (cause instanceof InvalidTokenError) return as('UNAUTHORIZED', cause.message)
  if (cause instanceof TooManyRequestsError) return as('TOO_MANY_REQUESTS', cause.message)
  if (cause instanceof InvalidInputError) return badRequest(cause)
  if (cause instanceof HomeUnknownError)
    return badRequest(new InvalidInputError('near', messages.homeUnknown))
  if (isUnknownTimeZone(cause)) return badRequest(new InvalidInputError('timeZone', messages.unknownTimeZone))
  const isUnavailable =
    cause instanceof KeysUnavailableError || cause instanceof OverloadedError || isDatabaseUnavailable(cause)
  if (isUnavailable) return as('SERVICE_UNAVAILABLE', messages.unavailable)
  return error
}

const badRequest = (cause: InvalidInputError) =>
  new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause })

/** The part of an error that the caller may see, whatever the protocol. */
export interface PublicError {
  code: TRPCError['code']
  message: string
  /** Every issue of the input, with its path. */
  issues?: InputIssue[] | undefined
  retryAfterSeconds?: number | undefined
  /** Why a shift cannot be claimed or released just now, or a feed not be created. */
  reason?: ConflictReason | undefined
  /** Every reason why the worker is not eligible for it. */
  reasons?: readonly IneligibilityReason[] | undefined
}

/** Callers control how many issues their input has and how long its texts are, so responses limit both. */
const maxIssues = 20
const maxIssueLength = 200
const maxMessageLength = 1_000

/** Reduces an error to what the caller may see. An internal error shows no detail; a body that is not JSON is a BAD_REQUEST. */
export function publicError(thrown: TRPCError): PublicError {
  const error = toTRPCError(thrown)
  const { code, cause } = error
  const message = shorten(error.message, maxMessageLength)
  if (code === 'INTERNAL_SERVER_ERROR') return { code, message: messages.internal }
  if (code === 'PARSE_ERROR') return { code: 'BAD_REQUEST', message: messages.notJson }
  const issues = inputIssues(error)
  if (issues) return { code, message: messages.invalidInput(issues.map(issueText)), issues }
  if (cause instanceof ConflictError) return { code, message, reason: cause.reason }
  if (cause instanceof NotEligibleError) return { code, message, reasons: cause.reasons.map(withMessage) }
  return { code, message, retryAfterSeconds: retryAfterSeconds(error) }
}

const issueText = ({ path, message }: InputIssue) => (path ? `${path}: ${message}` : message)

function inputIssues(error: TRPCError): InputIssue[] | undefined {
  if (error.cause instanceof InvalidInputError) return error.cause.issues
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof z.core.$ZodError)) return undefined
  const { issues } = error.cause
  const first = issues.slice(0, maxIssues).map((issue) => ({
    path: shorten(issue.path.join('.'), maxIssueLength),
    message: shorten(issue.message, maxIssueLength),
  }))
  const omitted = issues.length - first.length
  return omitted > 0 ? [...first, { path: '', message: messages.moreIssues(omitted) }] : first
}

/** Why a call was refused, for the log: the issues of an invalid input, else the message of the cause. */
export function loggedReason(error: TRPCError): string {
  const { issues, message } = publicError(error)
  return issues ? message : shorten(reasonOf(error.cause ?? error), maxMessageLength)
}

function retryAfterSeconds({ code, cause }: TRPCError): number | undefined {
  if (cause instanceof TooManyRequestsError) return cause.retryAfterSeconds
  return code === 'SERVICE_UNAVAILABLE' ? 1 : undefined
}
