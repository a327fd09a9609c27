import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'
import { shorten } from './text.ts'

export type { Logger }

/** Callers decide how long some texts are, and PostgreSQL's errors quote whole statements. */
const maxTextLength = 2_000

/**
 * Structured logs, one JSON line each, no text in it longer than a bound. Credentials are never passed to it; the paths are
 * a second fence.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: ['token', 'authorization', 'cookie', '*.token', '*.authorization', '*.cookie'],
      formatters: { log: (line) => boundTexts(line, 4) },
      // They are written as errors by then.
      serializers: { err: (written: unknown) => written },
    },
    destination,
  )

/** The same object, with shorter texts; errors as pino writes them. */
function boundTexts(value: object, depth: number): Record<string, unknown> {
  const written = value instanceof Error ? stdSerializers.err(value) : value
  return Object.fromEntries(Object.entries(written).map(([key, item]) => [key, bound(item, depth - 1)]))
}

function bound(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shorten(value, maxTextLength)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  return Array.isArray(value)
    ? value.slice(0, 20).map((item) => bound(item, depth - 1))
    : boundTexts(value, depth)
}
