import type { z } from 'zod'

/** The metadata of a procedure that has a REST route. */
export interface RestMetadata {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** In OpenAPI's notation. Names in braces are keys of the input. */
  path: `/v1/${string}`
  /** What the procedure does or returns, in one line for the documentation. */
  summary: string
  /** The refusals of a change that its procedure may throw, besides those of every call. */
  refusals?: ('CONFLICT' | 'UNPROCESSABLE_CONTENT')[]
  /** The schema of a line, for a procedure that streams its output line by line. */
  line?: z.ZodType
}
