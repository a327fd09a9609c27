export { describePrincipal, type Principal } from './auth/permissions.ts'
export { createRevokedSessions, type RevokedSessions } from './auth/revokedSessions.ts'
export { sessionOf, type Session } from './auth/session.ts'
export { createFindWorker, type FindWorker } from './auth/findWorker.ts'
export {
  createIdentityProvider,
  ProviderUnavailableError,
  type IdentityProvider,
} from './auth/identityProvider.ts'
export {
  createProviderSignIn,
  SignInCancelledError,
  SignInRefusedError,
  type ProviderSignIn,
  type SignedInPerson,
  type SignInAttempt,
} from './auth/providerSignIn.ts'
export { createTokenVerifier, InvalidTokenError, issueToken, type VerifyToken } from './auth/token.ts'
export {
  bearerToken,
  createContext,
  requestIdOf,
  type Call,
  type Context,
  type ReadableHeaders,
  type Services,
} from './http/context.ts'
export { serveFeed, type FeedServices } from './feeds/serveFeed.ts'
export { serveClaimedShift } from './feeds/serveClaimedShift.ts'
export { admit } from './http/admit.ts'
export {
  assertDistinctTokens,
  authEnv,
  loggingEnv,
  oidcEnv,
  proxyEnv,
  publicUrlEnv,
  rateLimitEnv,
  type AuthEnv,
} from './env.ts'
export {
  inputIssue,
  InvalidInputError,
  OverloadedError,
  publicError,
  TooManyRequestsError,
  toTRPCError,
  type PublicError,
} from './http/errors.ts'
export { consistencyHeader, consistencyHeaders } from './http/consistency.ts'
export { messages } from './http/messages.ts'
export { handleRequest } from './http/handleRequest.ts'
export { id, idArgument, timeZone } from './values.ts'
export { startReplicas } from './startup/startReplicas.ts'
export { warnOfNotifyTriggers } from './startup/warnOfNotifyTriggers.ts'
export { warnOfOwner } from './startup/warnOfOwner.ts'
export { createLogger, type Logger } from './http/logger.ts'
export { createLimits, type Limits } from './limits/limits.ts'
export { createLoadShedder, type LoadLimits, type ShedLoad } from './limits/loadShedder.ts'
export { createRateLimiter, type Caller, type LimitRate } from './limits/rateLimit.ts'
export { conflictReason } from './claims/outputs.ts'
export { ineligibilityReason } from './shifts/outputs.ts'
export { onTrpcError, recordRefusal, refuseCall, wasObserved } from './http/refusals.ts'
export { responseHeaders } from './http/responseHeaders.ts'
export { restRoutes, type RestRoute } from './http/restRoutes.ts'
export { appRouter, createCaller, type AppRouter, type RouterInputs, type RouterOutputs } from './router.ts'
export { streamRouter } from './http/streamRouter.ts'
export { shorten } from './http/text.ts'
export { assertBatchSize, trpcErrorBody, trpcResponseMeta } from './http/trpcHttp.ts'
export { clientAddress, isFromProxy, type TrustProxy } from './http/trustProxy.ts'
export { createWatchHub, type WatchHub, type WatchHubOptions } from './watch/hub.ts'
export { serveWatch, watchInputOf } from './watch/serveWatch.ts'
export { warnOfZoneDisagreements } from './startup/warnOfZoneDisagreements.ts'
export type { WatchEvent } from './watch/event.ts'
