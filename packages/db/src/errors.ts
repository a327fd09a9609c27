import type { IneligibilityReason } from './eligibility/explainEligibility.ts'
import { decisionOf, sqlStates } from './client/sqlStates.ts'

/**
 * For errors that `instanceof` has to recognise by their name: each server bundle of Next has a copy of the class of its
 * own, and what the web keeps for the whole process throws the copy of the bundle that made it.
 */
export const isErrorNamed =
  (name: string) =>
  (value: unknown): boolean =>
    value instanceof Error && value.name === name

/** Somebody asked about a row that does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('NotFoundError')
  readonly entity: 'worker' | 'facility' | 'shift'
  readonly ids: readonly number[]

  constructor(entity: NotFoundError['entity'], ids: readonly number[]) {
    super(`There is no ${entity} ${ids.join(', ')}.`)
    this.entity = entity
    this.ids = ids
  }
}

/** Why a shift cannot be claimed or released just now, though it is not the worker's eligibility. */
export type ConflictReason =
  'ALREADY_CLAIMED' | 'OVERLAPS_CLAIMED' | 'ALREADY_STARTED' | 'NOT_CLAIMED_BY_WORKER'

const conflictMessages: Record<ConflictReason, string> = {
  ALREADY_CLAIMED: 'Somebody else has claimed this shift.',
  OVERLAPS_CLAIMED: 'The worker already has a shift at that time.',
  ALREADY_STARTED: 'The shift has already started.',
  NOT_CLAIMED_BY_WORKER: 'The worker does not have this shift.',
}

/** What the shift is by now does not permit what was asked. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('ConflictError')
  readonly reason: ConflictReason

  constructor(reason: ConflictReason) {
    super(conflictMessages[reason])
    this.reason = reason
  }
}

/** The worker is not eligible for the shift: every reason why. */
export class NotEligibleError extends Error {
  override readonly name = 'NotEligibleError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('NotEligibleError')
  readonly reasons: readonly IneligibilityReason[]

  constructor(reasons: readonly IneligibilityReason[]) {
    super(reasons.map(({ message }) => message).join(' '))
    this.reasons = reasons
  }
}

const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** PgBouncer's reasons that stay until somebody changes something; all others pass. */
const lastingReasons =
  /startup parameter|no such|does not exist|authentication failed|rejected|config error|password type|SSL required|pooling mode|prepared statement/

/** node-postgres gives these no code. */
const unavailableMessages =
  /timeout exceeded when trying to connect|timeout expired|connection terminated|not queryable|connection error/i

/** A claim or release found something else each time that it looked. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError'
}

/** So many claims and releases wait for locks that another one would wait too long. */
export class LockWaitsExhaustedError extends Error {
  override readonly name = 'LockWaitsExhaustedError'
}

/**
 * Whether `error`, or what caused it, says that the database is away, overloaded, read-only or failing over: trying again
 * later may help.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof ChangedMeanwhileError || error instanceof LockWaitsExhaustedError) return true
  const code = ownCode(error)
  // PgBouncer cuts a client off with it, whatever the reason.
  if (code === sqlStates.protocolViolation) return isFatal(error) && !lastingReasons.test(error.message)
  if (networkCodes.test(code) || decisionOf(code) !== undefined) return true
  return (
    isOutdatedPlan(error) || unavailableMessages.test(error.message) || isDatabaseUnavailable(error.cause)
  )
}

const ownCode = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')

const isFatal = (error: Error) => 'severity' in error && error.severity === 'FATAL'

/** Whether PostgreSQL does not know the time zone that it was asked about. */
export function isUnknownTimeZone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    (ownCode(error) === sqlStates.invalidParameterValue && /time zone/.test(error.message)) ||
    isUnknownTimeZone(error.cause)
  )
}

/** Whether the work lost against another transaction, and would do well if it were tried again. */
export const isWorthRetrying = (error: unknown): boolean =>
  error instanceof ChangedMeanwhileError || decisionOf(sqlStateOf(error)) === 'retry'

/** Whether a lock was not free in time. */
export const isLockTimeout = (error: unknown): boolean => sqlStateOf(error) === sqlStates.lockNotAvailable

/** Whether a prepared statement's result has other columns than when it was prepared: a column's type was changed. */
export const isOutdatedPlan = (error: unknown): boolean =>
  sqlStateOf(error) === sqlStates.featureNotSupported &&
  error instanceof Error &&
  /cached plan must not change result type/.test(error.message)

/** Whether the statement failed by this constraint. */
export function isViolationOf(constraint: string, error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('constraint' in error && error.constraint === constraint) || isViolationOf(constraint, error.cause)
}

/** The SQLSTATE of `error`, or of what caused it; empty if there is none. */
export function sqlStateOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return ownCode(error) || sqlStateOf(error.cause)
}
