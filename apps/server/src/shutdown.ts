import type { Logger } from '@shifts/api'
import type { FastifyInstance } from 'fastify'

/** Longer than any response takes, except streams. */
const graceMs = 5_000

/** When the server closes, each connection ends with its current response, or is cut if that takes too long. */
export function closeConnectionsOnShutdown(server: FastifyInstance): void {
  let isClosing = false
  server.addHook('preClose', async () => {
    isClosing = true
    setTimeout(() => server.server.closeAllConnections(), graceMs).unref()
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** Whatever still runs after this time is cut off. */
const shutdownTimeoutMs = 9_500

/** Runs `close` on SIGINT or SIGTERM, then exits: with 0, or with 1 if closing fails or takes too long. */
export function shutDownOnSignal(close: () => Promise<void>, logger: Logger): void {
  let isShuttingDown = false
  const shutDown = (signal: NodeJS.Signals) => {
    if (isShuttingDown) return
    isShuttingDown = true
    logger.info({ signal }, 'shutting down')
    setTimeout(() => process.exit(1), shutdownTimeoutMs).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'shutting down failed')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, shutDown)
}
