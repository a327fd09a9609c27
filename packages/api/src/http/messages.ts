import { maxFeeds, type ConflictReason, type IneligibilityReason, type NotFoundError } from '@shifts/db'

/**
 * Every English text of the API, except the issues of single input fields, which are next to their schemas. tRPC sends
 * a text as `message`, REST as `detail`. Programs should use the codes instead.
 */
export const messages = {
  // Authentication
  noToken: 'Sign in, or send a bearer token.',
  tokenInvalid: 'The token is not valid.',
  tokenExpired: 'The token has expired. Sign in again.',
  tokenRevoked: 'The session of the token was signed out. Sign in again.',
  tokenAlgorithm: 'The token is signed in a way that is not accepted here.',
  tokenClaims: 'The token does not say which worker or service it stands for.',
  noWorkerOfPerson: 'No worker belongs to this account. Ask whoever manages the accounts to link it.',
  keysUnavailable: 'The keys that tokens are checked against cannot be read.',
  forbidden: 'A worker may only ask about itself.',

  // Input
  notJson: 'The request is not valid JSON.',
  invalidInput: (issues: readonly string[]) => `Invalid input: ${issues.join('; ')}`,
  moreIssues: (count: number) => `and ${count} more issues`,
  unknownTimeZone: 'is not known here',
  homeUnknown: 'is needed, for the home of the worker is not known',
  badCursor: 'is broken, or from another listing: start again without it',
  badConsistencyToken: 'is no consistency token of this service',
  batchTooLarge: (max: number, calls: number) =>
    `A batch may have ${max} calls at most, this one has ${calls}.`,
  notFound: ({ entity, ids }: Pick<NotFoundError, 'entity' | 'ids'>) =>
    `There is no ${entity} ${ids.join(', ')}.`,

  // Availability
  tooManyRequests: (retryAfterSeconds: number) => `Too many requests. Try again in ${retryAfterSeconds} s.`,
  unavailable: 'The service cannot answer right now. Try again in a moment.',
  shuttingDown: 'This host is shutting down. Connect again in a moment.',
  liveUpdatesInterrupted: 'Live updates are interrupted. Connect again in a moment.',
  internal: 'Something went wrong on our side. Quote the request id if you report it.',

  // Feeds
  filterOfClaimed: 'is for open shifts: leave it out for claimed ones',
  unknownFeed: 'There is no such feed. It may have been revoked.',

  // HTTP
  noSuchAddress: 'There is nothing at this address.',
  noSuchMethod: (method: string) => `This address knows no ${method}.`,
  noSuchTrpcMethod: (method: string) => `tRPC knows no ${method}.`,
  unreadableAddress: 'The address is not well encoded, or too long.',
  requestTimeout: 'The request took too long to arrive.',
  unreadableRequest: 'The request cannot be read, or its headers are too large.',
  notAnObject: 'needs a JSON object',
  givenByPath: 'is given by the path',
}

export const conflictMessages: Record<ConflictReason, string> = {
  ALREADY_CLAIMED: 'Somebody else has claimed this shift.',
  OVERLAPS_CLAIMED: 'The worker already has a shift at that time.',
  ALREADY_STARTED: 'The shift has already started.',
  NOT_CLAIMED_BY_WORKER: 'The worker does not have this shift.',
  TOO_MANY_FEEDS: `The worker has ${maxFeeds} calendar feeds, the most that are allowed. Revoke one first.`,
}

/** The code of a reason why a worker is not eligible, and the documents that are missing. */
interface CodedReason {
  code: IneligibilityReason['code']
  documents?: { id: number; name: string }[]
}

/** The reason with its text. */
export function withMessage({ code, documents }: CodedReason): CodedReason & { message: string } {
  const message = ineligibilityMessage(code, documents ?? [])
  return documents ? { code, message, documents } : { code, message }
}

function ineligibilityMessage(code: CodedReason['code'], documents: readonly { name: string }[]): string {
  switch (code) {
    case 'FACILITY_INACTIVE':
      return 'The facility is not active.'
    case 'SHIFT_DELETED':
      return 'The shift was withdrawn.'
    case 'WORKER_INACTIVE':
      return 'The worker is not active.'
    case 'SHIFT_CLAIMED':
      return 'The shift has been claimed.'
    case 'DOCUMENTS_MISSING': {
      const names = documents.map(({ name }) => name).join(', ')
      return `The facility requires what the worker does not hold: ${names}.`
    }
    case 'PROFESSION_MISMATCH':
      return 'The shift is for another profession than the worker’s.'
  }
}
