import { formatWalPosition, laterPosition, walPosition, type WalPosition } from '@shifts/db'
import { TRPCError } from '@trpc/server'
import { InvalidInputError } from './errors.ts'
import { messages } from './messages.ts'

/**
 * The header of consistency tokens. The response to a change has one where there are replicas, and a read that bears it sees the
 * change, whichever server it runs on.
 */
export const consistencyHeader = 'x-consistency-token'

/** The tokens that a request bears, as they were sent. */
export interface ConsistencyTokens {
  header?: string | null | undefined
  cookie?: string | undefined
}

/** Positions in the primary's log: what the reads of a request have to see, and what its changes have written. */
export interface Consistency {
  readonly read: WalPosition | undefined
  written: WalPosition | undefined
}

const parse = (token: string | null | undefined): WalPosition | undefined => walPosition.safeParse(token).data

/** The later one of the tokens counts. A malformed one counts for nothing. */
export const consistencyOf = ({ header, cookie }: ConsistencyTokens): Consistency => ({
  read: laterPosition(parse(header), parse(cookie)),
  written: undefined,
})

/** @throws {TRPCError} BAD_REQUEST for a malformed token in the header; a cookie is not the client's own choice */
export function assertWellFormed({ header }: ConsistencyTokens): void {
  if (typeof header !== 'string' || parse(header) !== undefined) return
  const cause = new InvalidInputError(consistencyHeader, messages.badConsistencyToken)
  throw new TRPCError({ code: 'BAD_REQUEST', message: cause.message, cause })
}

/** The header of a response to a change. */
export const consistencyHeaders = ({ written }: Consistency): Record<string, string> =>
  written === undefined ? {} : { [consistencyHeader]: formatWalPosition(written) }
