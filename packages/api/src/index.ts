export { describePrincipal, type Principal } from './auth/principal.ts'
export { createRevokedSessions, type RevokedSessions } from './auth/revokedSessions.ts'
export { sessionOf, type Session } from './auth/session.ts'
export { createTokenVerifier, InvalidTokenError, issueToken, type VerifyToken } from './auth/token.ts'
export {
  bearerToken,
  createContext,
  requestIdOf,
  type Call,
  type Context,
  type ReadableHeaders,
  type Services,
} from './context.ts'
export { admit } from './admit.ts'
export { authEnv, loggingEnv, proxyEnv, rateLimitEnv, type AuthEnv } from './env.ts'
export {
  InvalidInputError,
  OverloadedError,
  publicError,
  TooManyRequestsError,
  toTRPCError,
  type PublicError,
} from './errors.ts'
export { handleRequest } from './handleRequest.ts'
export { id, timeZone } from './inputs.ts'
export { warnOfOwner } from './databaseRole.ts'
export { createLogger, type Logger } from './logger.ts'
export { createLimits, type Limits } from './limits/limits.ts'
export { createLoadShedder, type LoadLimits, type ShedLoad } from './limits/loadShedder.ts'
export { createRateLimiter, type Caller, type LimitRate } from './limits/rateLimit.ts'
export { conflictReason, ineligibilityReason, inputIssue } from './outputs.ts'
export { onTrpcError, recordRefusal, wasObserved } from './refusals.ts'
export { responseHeaders } from './responseHeaders.ts'
export { restRoutes, type RestRoute } from './restRoutes.ts'
export { appRouter, createCaller, type AppRouter, type RouterInputs, type RouterOutputs } from './router.ts'
export { streamRouter } from './streamRouter.ts'
export { shorten } from './text.ts'
export { assertBatchSize, trpcErrorBody, trpcResponseMeta } from './trpcHttp.ts'
export { clientAddress, isFromProxy, type TrustProxy } from './trustProxy.ts'
export { createWatchHub, type WatchHub, type WatchHubOptions } from './watch/hub.ts'
export { warnOfZoneDisagreements } from './warnOfZoneDisagreements.ts'
export type { WatchEvent } from './watch/event.ts'
