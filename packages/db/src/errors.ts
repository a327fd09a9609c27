import type { IneligibilityReason } from './queries/explainEligibility.ts'

/** Somebody asked about a row that does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError'
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
  readonly reason: ConflictReason

  constructor(reason: ConflictReason) {
    super(conflictMessages[reason])
    this.reason = reason
  }
}

/** The worker is not eligible for the shift: every reason why. */
export class NotEligibleError extends Error {
  override readonly name = 'NotEligibleError'
  readonly reasons: readonly IneligibilityReason[]

  constructor(reasons: readonly IneligibilityReason[]) {
    super(reasons.map(({ message }) => message).join(' '))
    this.reasons = reasons
  }
}

const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** SQLSTATE: connection exceptions, insufficient resources, shut-downs, cancelled statements and lost races. */
const unavailableStates = /^(08(?!P01)...|53...|57P0[1-5]|57014|40001|40P01)$/

/** PostgreSQL refuses a message with it. PgBouncer cuts a client off with it, whatever the reason. */
const protocolViolation = '08P01'

/** PgBouncer's reasons that stay until somebody changes something; all others pass. */
const lastingReasons =
  /startup parameter|no such|does not exist|authentication failed|rejected|config error|password type|SSL required|pooling mode|prepared statement/

/** node-postgres gives these no code. */
const unavailableMessages =
  /timeout exceeded when trying to connect|connection terminated|not queryable|connection error/i

/** Whether `error`, or what caused it, says that the database is away or overloaded: trying again later may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (networkCodes.test(code) || unavailableStates.test(code)) return true
  if (code === protocolViolation) return isFatal(error) && !lastingReasons.test(error.message)
  return unavailableMessages.test(error.message) || isDatabaseUnavailable(error.cause)
}

const isFatal = (error: Error) => 'severity' in error && error.severity === 'FATAL'

/** Whether PostgreSQL does not know the time zone that it was asked about. */
export function isUnknownTimeZone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    ('code' in error && error.code === '22023' && /time zone/.test(error.message)) ||
    isUnknownTimeZone(error.cause)
  )
}

/** SQLSTATE: the transaction lost against another one, and would do well if it were tried again. */
const retriableStates = /^(40001|40P01)$/

export const isWorthRetrying = (error: unknown): boolean => retriableStates.test(sqlState(error))

/** Whether the statement failed by this constraint. */
export function isViolationOf(constraint: string, error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('constraint' in error && error.constraint === constraint) || isViolationOf(constraint, error.cause)
}

function sqlState(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : sqlState(error.cause)
}
