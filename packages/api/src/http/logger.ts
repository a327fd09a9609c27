import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'
import { shorten } from './text.ts'

export type { Logger }

/** Callers control how long some texts are, and PostgreSQL's errors contain complete statements. */
const maxTextLength = 2_000

/**
 * Creates a logger that writes JSON lines and shortens long texts. No caller logs credentials; the redacted paths are a
 * second safeguard.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: ['token', 'authorization', 'cookie', '*.token', '*.authorization', '*.cookie'],
      formatters: { log: (line) => boundTexts(line, 4) },
      // `boundTexts` has serialized errors already.
      serializers: { err: (written: unknown) => written },
    },
    destination,
  )

/** A copy of the object with long texts shortened, and errors serialized as pino does it. */
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
