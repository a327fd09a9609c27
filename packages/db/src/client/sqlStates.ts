/** How a caller should react to a failed statement. */
type Reaction =
  /** Conflicted with another transaction: the same work may succeed at once. */
  | 'retry'
  /** The database cannot do it now, but may later. */
  | 'unavailable'

/**
 * PostgreSQL's temporary errors (appendix A of its manual), by class or by SQLSTATE, which takes precedence. All other errors
 * are bugs or need an administrator: wrong SQL (22, 42), constraints (23), credentials and missing databases (28, 3D), our
 * functions (P0), corrupted data (XX) and so on.
 */
const reactions: Record<string, Reaction | 'error'> = {
  // Connection exceptions.
  '08': 'unavailable',
  // A message that PostgreSQL does not understand. PgBouncer's errors are distinguished by their messages.
  '08P01': 'error',
  // A standby, or default_transaction_read_only.
  '25006': 'unavailable',
  // The session was ended while idle in a transaction, or because the transaction took too long.
  '25P03': 'unavailable',
  '25P04': 'unavailable',
  // Transaction rollback.
  '40': 'unavailable',
  '40001': 'retry',
  '40P01': 'retry',
  // A deferred constraint does not hold.
  '40002': 'error',
  // Insufficient resources: connections, memory, disk.
  '53': 'unavailable',
  // A limit of the server, such as exhausted transaction ids. The others of its class concern one statement.
  '54000': 'unavailable',
  // Not accepting connections or still recovering, an object in use, and a lock that was not released in time.
  '55000': 'unavailable',
  '55006': 'unavailable',
  '55P03': 'unavailable',
  // Operator intervention: cancelled, shutting down, crashed, starting up.
  '57': 'unavailable',
  // Errors of the operating system: input and output, files.
  '58': 'unavailable',
  // Snapshot too old.
  '72': 'unavailable',
}

/** How to react to a SQLSTATE: undefined for one that is not temporary. */
export function reactionTo(sqlState: string): Reaction | undefined {
  const reaction = reactions[sqlState] ?? reactions[sqlState.slice(0, 2)]
  return reaction === 'error' ? undefined : reaction
}

export const sqlStates = {
  configurationLimitExceeded: '53400',
  featureNotSupported: '0A000',
  protocolViolation: '08P01',
  insufficientPrivilege: '42501',
  invalidParameterValue: '22023',
  lockNotAvailable: '55P03',
  raiseException: 'P0001',
  queryCanceled: '57014',
  readOnlyTransaction: '25006',
} as const
