import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ListenOptions } from './change.ts'

/** A dead connection is detected after this time, even if it was not closed. */
export const heartbeatMs = 5_000

/** The wait before reconnecting is random, so that not all hosts reconnect to a restarted server at the same moment. */
const reconnectMs = { min: 250, max: 1_000 }

/** Runs `listenUntilConnectionLost` again and again until the signal, and reports its errors. */
export async function keepListening(
  { signal, onError }: ListenOptions,
  listenUntilConnectionLost: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenUntilConnectionLost()
    } catch (error) {
      if (signal.aborted) return
      onError(error instanceof Error ? error : new Error(String(error)))
      await delay(randomInt(reconnectMs.min, reconnectMs.max), undefined, { signal }).catch(() => {})
    }
  }
}
