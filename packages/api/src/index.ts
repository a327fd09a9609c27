export { describePrincipal, type Principal } from './auth/principal.ts'
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
export { authEnv, loggingEnv, rateLimitEnv, type AuthEnv } from './env.ts'
export { InvalidInputError, OverloadedError, publicError, toTRPCError, type PublicError } from './errors.ts'
export { handleRequest } from './handleRequest.ts'
export { timeZone } from './inputs.ts'
export { createLogger, type Logger } from './logger.ts'
export { createRateLimiter } from './rateLimit.ts'
export { conflictReason, ineligibilityReason, inputIssue } from './outputs.ts'
export { responseHeaders } from './responseHeaders.ts'
export { restRoutes, type RestRoute } from './restRoutes.ts'
export { appRouter, createCaller, type AppRouter, type RouterInputs, type RouterOutputs } from './router.ts'
export { streamRouter } from './streamRouter.ts'
export { createWatchHub, type WatchHub, type WatchHubOptions } from './watch/hub.ts'
export type { WatchEvent } from './watch/event.ts'
