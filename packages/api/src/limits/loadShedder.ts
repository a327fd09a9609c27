import { monitorEventLoopDelay } from 'node:perf_hooks'
import { OverloadedError } from '../errors.ts'

/** So many queries before it would take a new one longer than callers are kept waiting. */
const maxWaitingQueries = 100
const sampleMs = 1_000

export interface LoadLimits {
  /** How many queries wait for a connection. */
  waitingQueries: () => number
  /** A request that would wait longer than this for its turn is refused; with 0 none is. */
  maxEventLoopDelayMs?: number | undefined
}

/**
 * Refuses what comes while there is too much to do, rather than let it queue.
 * @throws {OverloadedError}
 */
export type ShedLoad = () => void

export function createLoadShedder({ waitingQueries, maxEventLoopDelayMs = 500 }: LoadLimits): ShedLoad {
  const eventLoopDelayMs = sampleEventLoopDelay()
  return () => {
    if (maxEventLoopDelayMs > 0 && eventLoopDelayMs() > maxEventLoopDelayMs)
      throw new OverloadedError('The event loop is late.')
    if (waitingQueries() > maxWaitingQueries) throw new OverloadedError('Queries queue up.')
  }
}

/** The mean delay of the event loop during the last second. */
function sampleEventLoopDelay(): () => number {
  const resolution = 10
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  let delayMs = 0
  setInterval(() => {
    // It has no mean where the event loop was blocked for the whole second.
    delayMs = histogram.count > 0 ? histogram.mean / 1e6 - resolution : Infinity
    histogram.reset()
  }, sampleMs).unref()
  return () => delayMs
}
