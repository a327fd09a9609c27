import type { Logger } from '../http/logger.ts'

/** What may be refused as often as somebody likes is not logged more often than this. Metrics count all of it. */
const linesPerSecond = 20

/** Logs a refusal, unless there were too many of them in this second; the next line says how many were left out. */
export type LogRefusal = (logger: Pick<Logger, 'warn'>, line: object) => void

export function createRefusalLog(): LogRefusal {
  let second = 0
  let lines = 0
  let omitted = 0
  return (logger, line) => {
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second) {
      second = now
      lines = 0
    }
    if (lines >= linesPerSecond) {
      omitted++
      return
    }
    lines++
    logger.warn(omitted > 0 ? { ...line, omittedRefusals: omitted } : line)
    omitted = 0
  }
}
