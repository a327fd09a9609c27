import { pino, stdTimeFunctions } from 'pino'
import { z } from 'zod'
import type { Logger } from '../src/index.ts'

const line = z.looseObject({ level: z.string(), requestId: z.string().optional() })

/** A logger that records its lines, without redaction. */
export function createLogRecorder() {
  const lines: z.output<typeof line>[] = []
  const formatters = { level: (level: string) => ({ level }) }
  const destination = { write: (text: string) => void lines.push(line.parse(JSON.parse(text))) }
  const logger: Logger = pino(
    { level: 'trace', formatters, timestamp: stdTimeFunctions.nullTime },
    destination,
  )
  return { logger, lines }
}
