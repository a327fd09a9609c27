/** What a caller should make of a failed statement. */
type Decision =
  /** Lost against another transaction: the same work may succeed at once. */
  | 'retry'
  /** The database cannot do it now, and may later. */
  | 'unavailable'

/**
 * PostgreSQL's error classes (appendix A of its manual) that pass by themselves, by class or by SQLSTATE; the SQLSTATE wins.
 * Everything else is a bug or needs somebody to set it right: wrong SQL (22, 42), constraints (23), credentials and
 * missing databases (28, 3D), functions of our own (P0), corrupted data (XX) and the rest.
 */
const decisions: Record<string, Decision | 'fault'> = {
  // Connection exceptions.
  '08': 'unavailable',
  // A message that PostgreSQL does not understand; PgBouncer's errors are told apart by their messages.
  '08P01': 'fault',
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
  '40002': 'fault',
  // Insufficient resources: connections, memory, disk.
  '53': 'unavailable',
  // A limit of the whole server, such as transaction ids running out; the others of its class are about one statement.
  '54000': 'unavailable',
  // Not accepting connections or still recovering, in use by somebody else, and a lock that was not free in time.
  '55000': 'unavailable',
  '55006': 'unavailable',
  '55P03': 'unavailable',
  // Operator intervention: cancelled, shutting down, crashed, starting up.
  '57': 'unavailable',
  // The system below PostgreSQL: input and output, files.
  '58': 'unavailable',
  // Snapshot too old.
  '72': 'unavailable',
}

/** What to make of a SQLSTATE; undefined for a fault of ours. */
export function decisionOf(sqlState: string): Decision | undefined {
  const decision = decisions[sqlState] ?? decisions[sqlState.slice(0, 2)]
  return decision === 'fault' ? undefined : decision
}

export const sqlStates = {
  featureNotSupported: '0A000',
  protocolViolation: '08P01',
  invalidParameterValue: '22023',
  lockNotAvailable: '55P03',
  raiseException: 'P0001',
} as const
