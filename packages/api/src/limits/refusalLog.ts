import type { Logger } from '../http/logger.ts'

/** Callers can cause any number of refusals, so at most this many are logged. Metrics count all of them. */
const linesPerSecond = 20

/** Logs a refusal, unless this second has had too many. The next logged line has the number of omitted ones. */
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
