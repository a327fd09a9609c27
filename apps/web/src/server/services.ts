import 'server-only'
import { createLogger, createRateLimiter, createTokenVerifier, type Services } from '@shifts/api'
import { connect } from '@shifts/db'
import { readWebEnv } from './env.ts'

interface WebServices extends Services {
  env: ReturnType<typeof readWebEnv>
}

declare global {
  var webServices: WebServices | undefined
}

/** Made at the first request, not at the build; kept on globalThis, so that a reload in development keeps its pool. */
export function getServices(): WebServices {
  globalThis.webServices ??= createServices()
  return globalThis.webServices
}

function createServices(): WebServices {
  const env = readWebEnv()
  const logger = createLogger(env.LOG_LEVEL)
  const { db } = connect(env.DATABASE_URL, {
    onIdleError: (error) => logger.warn({ reason: error.message }, 'an idle database connection broke'),
  })
  return {
    env,
    logger,
    db,
    verifyToken: createTokenVerifier(env),
    limitRate: createRateLimiter(env.RATE_LIMIT_PER_MINUTE),
    recordCall: () => {},
  }
}
