import type { RevokedSession } from '../sessions/revokedSessions.ts'
import { UserError } from '../userError.ts'

/**
 * Changes of one transaction, or of one statement with CHANGE_FEED=notify, that affect which shifts are available, or what is shown
 * of them and of documents.
 */
export interface Change {
  shiftIds?: number[] | undefined
  /** Facilities of which something changed, requirements included, or that lost or gained shifts. */
  facilityIds?: number[] | undefined
  /** Documents whose names or active flags changed. */
  documentIds?: number[] | undefined
  /** Workers that became active or inactive, or whose profession or documents changed. */
  workerIds?: number[] | undefined
  /** Anything may have changed: too many rows to name each, or changes while the connection was lost. */
  everything?: true | undefined
  /**
   * Where the change is in the write-ahead log: `<timeline>.<commit LSN>`, the same on every server of the timeline. Only of changes
   * that are read from the log. A change with nothing else says that the log was read up to there.
   */
  position?: string | undefined
  /** The id of the transaction, which may become visible to queries shortly after its change is read from the log. */
  xid?: number | undefined
}

/** The most ids of one kind that a change names. */
export const maxIds = 500

export interface ListenOptions {
  /** Stops listening. */
  signal: AbortSignal
  onChange: (change: Change) => void
  /** Called when a session was signed out. Misses the sign-outs that are published while the connection is lost. */
  onSessionRevoked?: (session: RevokedSession) => void
  onError: (error: Error) => void
}

/** Receives the changes of a database until the signal. */
export type ListenForChanges = (options: ListenOptions) => Promise<void>

/** Changes cannot be received until somebody changes a setting. The message says which. */
export class ChangeFeedError extends UserError {
  override readonly name = 'ChangeFeedError'
}
