import type { IneligibilityReason } from './eligibility/ineligibilityReason.ts'
import { reactionTo, sqlStates } from './client/sqlStates.ts'

/**
 * Lets `instanceof` recognise an error by its name. Each server bundle of Next has its own copy of a class, and objects that the
 * web shares between bundles throw the copy of the bundle that created them.
 */
export const isErrorNamed =
  (name: string) =>
  (value: unknown): boolean =>
    value instanceof Error && value.name === name

/** A worker, facility, document, shift or feed that the caller named does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('NotFoundError')
  readonly entity: 'worker' | 'facility' | 'document' | 'shift' | 'feed'
  readonly ids: readonly number[]

  constructor(entity: NotFoundError['entity'], ids: readonly number[]) {
    super(`There is no ${entity} ${ids.join(', ')}.`)
    this.entity = entity
    this.ids = ids
  }
}

/** The filter measures distances from the worker's home, which is not known. */
export class HomeUnknownError extends Error {
  override readonly name = 'HomeUnknownError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('HomeUnknownError')

  constructor(workerId: number) {
    super(`The home of worker ${workerId} is not known.`)
  }
}

/** Why an eligible worker cannot claim or release a shift now, or create a feed. */
export type ConflictReason =
  'ALREADY_CLAIMED' | 'OVERLAPS_CLAIMED' | 'ALREADY_STARTED' | 'NOT_CLAIMED_BY_WORKER' | 'TOO_MANY_FEEDS'

/** The present state does not allow the claim, the release or the feed. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('ConflictError')
  readonly reason: ConflictReason

  constructor(reason: ConflictReason) {
    super(`The present state does not allow this: ${reason}`)
    this.reason = reason
  }
}

/** The worker is not eligible for the shift, with every reason. */
export class NotEligibleError extends Error {
  override readonly name = 'NotEligibleError'
  static override readonly [Symbol.hasInstance] = isErrorNamed('NotEligibleError')
  readonly reasons: readonly IneligibilityReason[]

  constructor(reasons: readonly IneligibilityReason[]) {
    super(`The worker is not eligible: ${reasons.map(({ code }) => code).join(', ')}`)
    this.reasons = reasons
  }
}

const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** PgBouncer's errors that last until its configuration changes. All others are temporary. */
const permanentPgBouncerErrors =
  /startup parameter|no such|does not exist|authentication failed|rejected|config error|password type|SSL required|pooling mode|prepared statement/

/** Errors of node-postgres that have no code. */
const unavailableMessages =
  /timeout exceeded when trying to connect|timeout expired|connection terminated|not queryable|connection error/i

/** The state of a shift changed between the statements of a claim or release. */
export class ChangedMeanwhileError extends Error {
  override readonly name = 'ChangedMeanwhileError'
}

/** Too many claims and releases are waiting for locks already. */
export class LockWaitsExhaustedError extends Error {
  override readonly name = 'LockWaitsExhaustedError'
}

/**
 * Whether `error` or its cause means that the database is unreachable, overloaded, read-only or failing over, so that trying
 * again later may help.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof ChangedMeanwhileError || error instanceof LockWaitsExhaustedError) return true
  const code = codeOf(error)
  // PgBouncer uses this code whenever it disconnects a client.
  if (code === sqlStates.protocolViolation)
    return isFatal(error) && !permanentPgBouncerErrors.test(error.message)
  if (networkCodes.test(code) || reactionTo(code) !== undefined) return true
  return (
    isOutdatedPlan(error) || unavailableMessages.test(error.message) || isDatabaseUnavailable(error.cause)
  )
}

/** Every connection of the pool was busy for too long. */
const isPoolBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (/timeout exceeded when trying to connect/.test(error.message) || isPoolBusy(error.cause))

/**
 * Whether another server may run the read that failed. What takes too long does so there too, and a busy host would only move its load.
 */
export const mayRunElsewhere = (error: unknown): boolean =>
  isDatabaseUnavailable(error) && sqlStateOf(error) !== sqlStates.queryCanceled && !isPoolBusy(error)

/** Whether one query failed because of what the server did meanwhile: a standby's replay, or a changed column. */
const isAboutOneQuery = (error: unknown): boolean => isWorthRetrying(error) || isOutdatedPlan(error)

/** Whether the server that should run the read is gone, shutting down or not reached. */
export const isServerLost = (error: unknown): boolean => mayRunElsewhere(error) && !isAboutOneQuery(error)

const codeOf = (error: Error) => ('code' in error && typeof error.code === 'string' ? error.code : '')

const isFatal = (error: Error) => 'severity' in error && error.severity === 'FATAL'

/** Whether PostgreSQL does not know a time zone of the query. */
export function isUnknownTimeZone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    (codeOf(error) === sqlStates.invalidParameterValue && /time zone/.test(error.message)) ||
    isUnknownTimeZone(error.cause)
  )
}

/** Whether the work conflicted with another transaction and may succeed if it is tried again. */
export const isWorthRetrying = (error: unknown): boolean =>
  error instanceof ChangedMeanwhileError || reactionTo(sqlStateOf(error)) === 'retry'

/** Whether a lock was not released in time. */
export const isLockTimeout = (error: unknown): boolean => sqlStateOf(error) === sqlStates.lockNotAvailable

/** Whether a write was refused because the server is a standby or read-only. */
export const isReadOnlyTransaction = (error: unknown): boolean =>
  sqlStateOf(error) === sqlStates.readOnlyTransaction

/** Whether a prepared statement's columns have changed since it was prepared, because a column's type was changed. */
export const isOutdatedPlan = (error: unknown): boolean =>
  error instanceof Error &&
  ((codeOf(error) === sqlStates.featureNotSupported &&
    /cached plan must not change result type/.test(error.message)) ||
    isOutdatedPlan(error.cause))

/** Whether the statement violated this constraint. */
export function isViolationOf(constraint: string, error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('constraint' in error && error.constraint === constraint) || isViolationOf(constraint, error.cause)
}

/** The SQLSTATE of `error` or of its cause. Empty if there is none. */
export function sqlStateOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return codeOf(error) || sqlStateOf(error.cause)
}

/** Drizzle's message of a failed query is the query, and its cause says what happened. */
const failedQuery = /^Failed query:/

/** Why something failed, in words for the log. Several addresses that could not be reached are one error, whose message is empty. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  if (!(error instanceof Error)) return String(error)
  return failedQuery.test(error.message) && error.cause !== undefined
    ? reasonOf(error.cause)
    : error.message || error.name
}
