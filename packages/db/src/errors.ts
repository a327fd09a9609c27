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

const networkCodes =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** SQLSTATE: connection exceptions, insufficient resources, shut-downs and cancelled statements. */
const unavailableStates = /^(08...|53...|57P0[1-5]|57014)$/

/** node-postgres gives these no code. */
const unavailableMessages =
  /timeout exceeded when trying to connect|connection terminated|query read timeout|not queryable|connection error/i

/** Whether `error`, or what caused it, says that the database is away or overloaded: trying again later may help. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (networkCodes.test(code) || unavailableStates.test(code)) return true
  return unavailableMessages.test(error.message) || isDatabaseUnavailable(error.cause)
}

/** Whether PostgreSQL does not know the time zone that it was asked about. */
export function isUnknownTimeZone(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    ('code' in error && error.code === '22023' && /time zone/.test(error.message)) ||
    isUnknownTimeZone(error.cause)
  )
}
