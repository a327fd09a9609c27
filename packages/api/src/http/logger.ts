import { pino, stdSerializers, type DestinationStream, type Logger } from 'pino'
import { shorten } from './text.ts'

export type { Logger }

/** Callers control how long some texts are, and PostgreSQL's errors contain complete statements. */
const maxTextLength = 2_000

/** Enough for an error with its cause, and that one's causes. */
const maxDepth = 6

/**
 * Creates a logger that writes JSON lines and shortens long texts. No caller logs credentials; the redacted paths are a
 * second safeguard.
 */
export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: ['token', 'authorization', 'cookie', '*.token', '*.authorization', '*.cookie'],
      formatters: { log: (line) => boundTexts(line, maxDepth) },
      // `boundTexts` has serialized errors already.
      serializers: { err: (written: unknown) => written, msg: (text: unknown) => bound(text, 1) },
    },
    destination,
  )

/** What drizzle appends to the message of a failed query: the values of its parameters, until the stack begins. */
const parameters = /\nparams: [\s\S]*?(?=\n {4}at |$)/g

/** Properties that are left out of every object: in drizzle's and PostgreSQL's errors they hold values of rows, which can be secret. */
const valuesOfRows = new Set(['params', 'detail'])

/**
 * A copy of the object with long texts shortened, and errors serialized as pino does it, with their causes apart: in the message, the
 * cause would follow the parameters.
 */
function boundTexts(value: object, depth: number): Record<string, unknown> {
  const written = value instanceof Error ? stdSerializers.errWithCause(value) : value
  const entries = Object.entries(written).filter(([key]) => !valuesOfRows.has(key))
  return Object.fromEntries(entries.map(([key, item]) => [key, bound(item, depth - 1)]))
}

function bound(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shorten(value.replaceAll(parameters, ''), maxTextLength)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '…'
  return Array.isArray(value)
    ? value.slice(0, 20).map((item) => bound(item, depth - 1))
    : boundTexts(value, depth)
}
