import { pino, type Logger } from 'pino'

export type { Logger }

/** Structured logs, one JSON line each. Credentials are never passed to it; the paths are a second fence. */
export const createLogger = (level: string): Logger =>
  pino({ level, redact: ['token', 'authorization', 'cookie', '*.token', '*.authorization', '*.cookie'] })
