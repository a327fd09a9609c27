import perfHooks from 'node:perf_hooks'
import { OverloadedError } from '../http/errors.ts'

/** With more queries than this before it, a new query would take longer than callers wait. */
const maxWaitingQueries = 100

const sampleMs = 1_000
const resolutionMs = 10

/** The event loop counts as late after this many late samples in a row, because loading code can block it briefly too. */
const lateSamplesInARow = 5

export interface LoadLimits {
  /** How many queries wait for a connection. */
  waitingQueries: () => number
  /** The event loop is late when its mean delay is longer; with 0 it never is. */
  maxEventLoopDelayMs?: number | undefined
}

/**
 * Refuses a new request while the process is overloaded, instead of letting it wait.
 * @throws {OverloadedError} while the event loop is late or queries queue up
 */
export type ShedLoad = () => void

export function createLoadShedder({ waitingQueries, maxEventLoopDelayMs = 500 }: LoadLimits): ShedLoad {
  const isLate = maxEventLoopDelayMs > 0 ? watchEventLoop(maxEventLoopDelayMs) : () => false
  return () => {
    if (isLate()) throw new OverloadedError('The event loop is late.')
    if (waitingQueries() > maxWaitingQueries) throw new OverloadedError('Queries queue up.')
  }
}

/** Measures once a second how late this process's event loop is, for as long as the process runs. */
function watchEventLoop(maxDelayMs: number): () => boolean {
  const histogram = perfHooks.monitorEventLoopDelay({ resolution: resolutionMs })
  histogram.enable()
  let lateSamples = 0
  setInterval(() => {
    // Without a single sample the loop was blocked all the time.
    const delayMs = histogram.count > 0 ? histogram.mean / 1e6 - resolutionMs : Infinity
    lateSamples = delayMs > maxDelayMs ? lateSamples + 1 : 0
    histogram.reset()
  }, sampleMs).unref()
  return () => lateSamples >= lateSamplesInARow
}
