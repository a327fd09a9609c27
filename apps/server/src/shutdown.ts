import type { Logger } from '@shifts/api'

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
