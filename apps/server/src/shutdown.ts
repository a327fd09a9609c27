import type { Logger } from '@shifts/api'
import type { FastifyInstance } from 'fastify'

/** Longer than any answer takes, streams excepted. */
const graceMs = 5_000

/** When the server closes, each connection ends with the answer under way, or is cut if that takes too long. */
export function endConnectionsAtClose(server: FastifyInstance): void {
  let isClosing = false
  server.addHook('preClose', async () => {
    isClosing = true
    setTimeout(() => server.server.closeAllConnections(), graceMs).unref()
  })
  server.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** What has not ended by then does not end by itself. */
const patienceMs = 9_500

/** Ends the process when it is asked to, after `close`: with 0, or with 1 if that fails or takes too long. */
export function endOnSignal(close: () => Promise<void>, logger: Logger): void {
  let isEnding = false
  const end = (signal: NodeJS.Signals) => {
    if (isEnding) return
    isEnding = true
    logger.info({ signal }, 'ending')
    setTimeout(() => process.exit(1), patienceMs).unref()
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'could not end well')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
}
